import { useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import type { FormFailure } from '#ui/form.tsx';
import { Panel } from '#ui/panel.tsx';
import css from './provider-buttons.module.css';
import type { WayIn } from './sign-in-provider.ts';
import { useProviderName } from './use-provider-name.ts';

export interface Leaving {
  url: string;
  provider: Pick<WayIn, 'kind' | 'name'>;
}

/**
 * The page between the button and the provider. A form's answer may not lead to another site by itself: our policy names none, and could not, since
 * providers send people on to others. So this page does, at once, and by a link where the browser does not.
 */
export function LeavingPage({ leaving, back }: { leaving: Leaving | null; back: string }) {
  const t = useTranslations('sign_in_providers.leaving');
  const nameOf = useProviderName();
  const answer = useActionData() as { failure?: FormFailure } | undefined;
  if (!leaving) {
    return (
      <Panel title={t('down')} intro={answer?.failure?.sentence}>
        <ButtonLink to={back} kind="primary" size="large" isWide reloadDocument>
          {t('other_ways')}
        </ButtonLink>
      </Panel>
    );
  }
  const name = nameOf(leaving.provider);
  return (
    <Panel title={t('title', { name })} intro={t('intro')}>
      <meta httpEquiv="refresh" content={`0;url=${leaving.url}`} />
      <ButtonLink to={leaving.url} kind="primary" size="large" isWide reloadDocument>
        {t('go_on', { name })}
      </ButtonLink>
      <a href={back} className={css.back}>
        {t('other_ways')}
      </a>
    </Panel>
  );
}
