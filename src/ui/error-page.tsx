import { isRouteErrorResponse, useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import css from './error-page.module.css';

/** What a page says instead of itself when it can not be shown: one sentence, the way out and, for a bug, its number. */
export interface Trouble {
  sentence?: string;
  request_id?: string;
}

/**
 * The calm page for trouble: nothing here, no right to see it, or a bug on our side. `isFramed` inside a layout that has the
 * ways on.
 */
export function ErrorPage({ error, isFramed = false }: { error: unknown; isFramed?: boolean }) {
  const t = useTranslations('ui.error');
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const trouble = isRouteErrorResponse(error) ? (error.data as Trouble | null) : null;
  const kind = status === 404 ? 'not_found' : status === 403 ? 'forbidden' : status >= 500 ? 'bug' : 'refused';
  // Customers begin elsewhere than agents.
  const home = useLocation().pathname.startsWith('/portal') ? '/portal' : '/';
  const Frame = isFramed ? 'section' : 'main';
  return (
    <Frame className={css.page} data-framed={isFramed ? '' : undefined}>
      <title>{t(`${kind}.title`)}</title>
      <p className={css.status}>{status}</p>
      <h1>{t(`${kind}.title`)}</h1>
      <p className={css.sentence}>{trouble?.sentence ?? t(`${kind}.sentence`)}</p>
      <a href={home}>{t('home')}</a>
      {trouble?.request_id && (
        <p className={css.number}>
          {t('number')} <code>{trouble.request_id}</code>
        </p>
      )}
    </Frame>
  );
}
