import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Card } from '#ui/card.tsx';
import { Moment } from '#ui/moment.tsx';
import type { FoundContact } from './find-contact.ts';
import { PortalBadge } from './portal-badge.tsx';

/** Whether the contact can sign in, why, and the one thing to do about it. */
export function ContactAccess({ contact, children }: { contact: FoundContact; children?: ReactNode }) {
  const t = useTranslations('contacts');
  const { portal_state } = contact;
  return (
    <Card
      title={t('portal')}
      actions={<PortalBadge state={portal_state} />}
      {...(portal_state === 'locked' && { tone: 'danger' as const })}
    >
      <Cause contact={contact} />
      {children}
    </Card>
  );
}

function Cause({ contact }: { contact: FoundContact }) {
  const t = useTranslations('contacts.access');
  const states = useTranslations('contacts.states');
  const { portal_state, portal_access, locked_at, locked_by, locked_until } = contact;
  const when = (at: Date | null) => () => (at ? <Moment at={at} as="exact" /> : null);
  if (portal_state === 'deactivated') {
    return (
      <p>
        {t.rich('deactivated', { when: when(contact.deactivated_at) })} {t('beneath', { state: states(portal_access) })}
      </p>
    );
  }
  if (portal_state === 'locked') {
    return (
      <p>
        {t.rich(`locked_by_${locked_by ?? 'agent'}`, { when: when(locked_at), until: when(locked_until) })}{' '}
        {t('beneath', { state: states(portal_access) })}
      </p>
    );
  }
  if (portal_state === 'active') {
    return (
      <p>
        {t.rich('active', { when: when(contact.activated_at) })}{' '}
        {contact.last_sign_in_at ? t.rich('signed_in', { when: when(contact.last_sign_in_at) }) : t('never_signed_in')}
      </p>
    );
  }
  if (portal_state === 'invited') return <p>{t.rich('invited', { when: when(contact.invited_at) })}</p>;
  return <p>{t(contact.email ? 'none' : 'no_address')}</p>;
}
