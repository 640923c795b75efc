import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { Panel } from '#ui/panel.tsx';
import { WayInForm } from './way-in-form.tsx';

/**
 * The one page behind every sign-in that fails: it says the same to somebody who mistyped, who was never invited and who
 * is locked, and always has the way out.
 */
export function NotAuthorized({ email }: { email: string }) {
  const t = useTranslations('portal_access.not_authorized');
  return (
    <Panel title={t('title')} intro={t('intro')}>
      <WayInForm email={email} label={t('send')} action="/portal/forgotten" />
      <ButtonLink to="/portal/sign-in" size="large" isWide reloadDocument>
        {t('again')}
      </ButtonLink>
    </Panel>
  );
}
