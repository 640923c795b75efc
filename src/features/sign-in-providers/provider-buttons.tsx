import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import css from './provider-buttons.module.css';
import { ProviderMark } from './provider-mark.tsx';
import type { ReturnNews } from './return-path.ts';
import type { WayIn } from './sign-in-provider.ts';

/** The buttons of a sign-in page: each provider by its mark and in its own words. One form, whose button says which. */
export function ProviderButtons({ ways, action }: { ways: readonly WayIn[]; action: string }) {
  const t = useTranslations('portal_access.providers');
  if (ways.length === 0) return null;
  return (
    <Form intent="provider" action={action} layout="bare">
      <ul className={css.list} aria-label={t('label')}>
        {ways.map(({ id, kind, name }) => (
          <li key={id} data-kind={kind}>
            <Button name="provider" value={id} size="large" isWide>
              <ProviderMark kind={kind} />
              {t(`sign_in.${kind}`, { name })}
            </Button>
          </li>
        ))}
      </ul>
    </Form>
  );
}

/** What stands between the buttons and the fields for a password. */
export function OrLine() {
  const t = useTranslations('portal_access.providers');
  return <p className={css.or}>{t('or')}</p>;
}

/** What became of a way to a provider that did not lead in. */
export function ReturnNotice({ news }: { news: ReturnNews | null }) {
  const t = useTranslations('portal_access.providers.news');
  if (!news) return null;
  return (
    <Notice tone={news === 'cancelled' ? 'info' : 'warning'} isNews>
      {t(news)}
    </Notice>
  );
}
