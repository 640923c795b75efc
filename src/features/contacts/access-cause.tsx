import { useTranslations } from 'use-intl';
import type { ListedInvitation } from '#features/invitations/list-invitations.ts';
import { Moment } from '#ui/moment.tsx';
import type { FoundContact } from './find-contact.ts';

interface Props {
  contact: FoundContact;
  /** His newest link. */
  invitation: ListedInvitation | null;
}

/** In plain words why a contact can sign in or can not, since when, and how long that lasts. */
export function AccessCause({ contact, invitation }: Props) {
  const t = useTranslations('contacts.access');
  const states = useTranslations('contacts.states');
  const { portal_state, portal_access, deleted_at, locked_at, locked_by_name, locked_until, last_sign_in_at } = contact;
  if (portal_state === 'deleted' || portal_state === 'deactivated' || portal_state === 'locked') {
    const cause = portal_state === 'locked' ? lockOf(contact) : portal_state;
    const since = { locked: locked_at, deactivated: contact.deactivated_at, deleted: deleted_at }[portal_state];
    const told = { when: at(since), until: at(locked_until), who: locked_by_name ?? '' };
    return (
      <p>
        {t.rich(cause, told)} {t('beneath', { state: states(portal_access) })}
      </p>
    );
  }
  if (portal_state === 'active') {
    const signedIn = last_sign_in_at ? t.rich('signed_in', { when: at(last_sign_in_at) }) : t('never_signed_in');
    return (
      <p>
        {t.rich('active', { when: at(contact.activated_at) })} {signedIn}
      </p>
    );
  }
  if (portal_state === 'none') return <p>{t(contact.email ? 'none' : 'no_address')}</p>;
  return (
    <>
      <p>{t.rich('invited', { when: at(contact.invited_at) })}</p>
      {invitation && <LinkState invitation={invitation} />}
    </>
  );
}

function lockOf({ locked_by, locked_by_name }: FoundContact) {
  return locked_by_name === null ? (`locked_by_${locked_by ?? 'agent'}` as const) : 'locked_by_person';
}

function LinkState({ invitation }: { invitation: ListedInvitation }) {
  const t = useTranslations('contacts.access');
  const { state, email, expires_at, last_error } = invitation;
  // Whoever may hand links out can pass on one whose mail waits.
  const told = state === 'link_opened' && !expires_at ? 'link_opened_early' : state;
  return (
    <p>
      {t.rich(`link.${told}`, { email, until: at(expires_at) })}{' '}
      {last_error && state === 'bounced' && <q>{last_error}</q>}
    </p>
  );
}

function at(moment: Date | null) {
  return () => (moment ? <Moment at={moment} as="exact" /> : null);
}
