import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { Panel } from '#ui/panel.tsx';
import { ContactPoints, type Points } from './contact-points.tsx';
import css from './portal.module.css';
import { WayInForm } from './way-in-form.tsx';

/**
 * The one page behind every sign-in that fails: it says the same to somebody who mistyped, who was never invited and who
 * is locked, and always has the way out.
 */
export function NotAuthorized({ email, points, canSignUp }: { email: string; points: Points; canSignUp: boolean }) {
  const t = useTranslations('portal_access.not_authorized');
  const signUp = useTranslations('portal_access.sign_up');
  const hasPoints = Boolean(points.support_email || points.support_phone || points.support_url);
  return (
    <Panel title={t('title')} intro={t('intro')}>
      <WayInForm email={email} label={t('send')} action="/portal/forgotten" />
      <ButtonLink to="/portal/sign-in" size="large" isWide reloadDocument>
        {t('again')}
      </ButtonLink>
      {canSignUp && <a href="/portal/sign-up">{signUp('offer')}</a>}
      {hasPoints && (
        <div className={css.ask}>
          <p>{t('ask')}</p>
          <p className={css.points}>
            <ContactPoints {...points} />
          </p>
        </div>
      )}
    </Panel>
  );
}
