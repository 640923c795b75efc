import { useTranslations } from 'use-intl';
import type { DeadReason } from '#features/portal-access/dead-link.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Panel } from '#ui/panel.tsx';

/** Says what became of a mailed link about an address and where to go on. */
export function DeadEmailLink({ reason }: { reason: DeadReason }) {
  const t = useTranslations('portal_access');
  // No such link is ever withdrawn.
  const known = reason === 'link_withdrawn' ? 'link_unknown' : reason;
  return (
    <Panel title={t(`dead_link.${known}.title`)} intro={t(`email_change.dead.${known}`)}>
      <ButtonLink to="/portal/profile" kind="primary" size="large" isWide reloadDocument>
        {t('email_change.dead.go_on')}
      </ButtonLink>
    </Panel>
  );
}
