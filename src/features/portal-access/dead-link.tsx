import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { Panel } from '#ui/panel.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';

/** Why a link no longer opens: the last part of its failure's code. */
export type DeadReason = 'link_unknown' | 'link_spent' | 'link_replaced' | 'link_expired' | 'link_withdrawn';

/** Says what became of a mailed link and offers the next step: a fresh one, or the sign-in. */
export function DeadLink({
  reason,
  canRenew,
  askTo = '/portal/forgotten',
}: {
  reason: DeadReason;
  canRenew: boolean;
  /** Where a new one can be asked for. */
  askTo?: string;
}) {
  const t = useTranslations('portal_access.dead_link');
  // Whoever asked for a new one would get none: the help desk no longer knows him.
  if (reason === 'link_withdrawn') return <Panel title={t(`${reason}.title`)} intro={t(`${reason}.intro`)} />;
  return (
    <Panel title={t(`${reason}.title`)} intro={t(`${reason}.intro`)}>
      {canRenew && reason !== 'link_spent' && reason !== 'link_unknown' ? (
        <Form intent="renew">
          <SubmitButton size="large" isWide>
            {t('renew')}
          </SubmitButton>
        </Form>
      ) : (
        <ButtonLink
          to={reason === 'link_spent' ? '/portal/sign-in' : askTo}
          kind="primary"
          size="large"
          isWide
          reloadDocument
        >
          {reason === 'link_spent' ? t('sign_in') : t('ask')}
        </ButtonLink>
      )}
      {reason === 'link_spent' && <a href="/portal/forgotten">{t('forgotten')}</a>}
    </Panel>
  );
}
