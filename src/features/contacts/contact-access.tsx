import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ListedInvitation } from '#features/invitations/list-invitations.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { CopyButton } from '#ui/copy-button.tsx';
import { Form } from '#ui/form.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { AccessCause } from './access-cause.tsx';
import css from './contact.module.css';
import type { FoundContact } from './find-contact.ts';
import { isInvitable } from './list/invite-in-row.tsx';
import { PortalBadge } from './portal-badge.tsx';

export interface ContactAccessProps {
  contact: FoundContact;
  /** His newest link, if he was ever given one. */
  invitation: ListedInvitation | null;
  may: { invite: boolean; copy_link: boolean; reset: boolean; lock: boolean; deactivate: boolean };
  is_mail_to_customers_on: boolean;
  /** A link that was just made to be passed on by hand; shown this once. */
  copied: { url: string; expires_at: Date } | null;
  /** The intent that was just carried out. */
  done: string | null;
}

/** Whether the contact can sign in, why, and the one thing to do about it. */
export function ContactAccess(props: ContactAccessProps) {
  const t = useTranslations('contacts');
  const { contact, invitation, is_mail_to_customers_on, copied, done } = props;
  const { portal_state } = contact;
  const isWaiting = !is_mail_to_customers_on && invitation?.state === 'queued';
  return (
    <Card
      title={t('portal')}
      actions={<PortalBadge state={portal_state} />}
      {...(portal_state === 'locked' && { tone: 'danger' as const })}
    >
      <AccessCause contact={contact} invitation={invitation} />
      <p>
        <Link to={`/contacts/${contact.id}/access`}>{t('access.help')}</Link>
      </p>
      {isWaiting && <Notice tone="warning">{t('access.mail_is_off')}</Notice>}
      {done === 'reset' && (
        <Notice tone="success" isNews>
          {t('access.reset_sent')}
        </Notice>
      )}
      {copied && <CopiedLink copied={copied} />}
      <Actions {...props} />
    </Card>
  );
}

function Actions({ contact, may }: ContactAccessProps) {
  const t = useTranslations('contacts.access');
  const acts = useTranslations('contacts.acts');
  const { portal_state, portal_access, locked_by } = contact;
  const canReset =
    may.reset &&
    portal_access === 'active' &&
    portal_state !== 'deactivated' &&
    (locked_by === null || locked_by === 'failures');
  if (isInvitable(contact)) {
    return (
      <div className={css.actions}>
        {may.invite && (
          <Form intent="invite" layout="bare">
            <SubmitButton icon="mail">{t(portal_state === 'invited' ? 'send_new_link' : 'invite')}</SubmitButton>
          </Form>
        )}
        {may.copy_link && (
          <Form intent="copy_link" layout="bare">
            <SubmitButton kind="default" icon="copy">
              {t('make_link')}
            </SubmitButton>
          </Form>
        )}
      </div>
    );
  }
  const canUnlock = may.lock && portal_state === 'locked';
  const canReactivate = may.deactivate && portal_state === 'deactivated';
  return (
    <div className={css.actions}>
      {canUnlock && (
        <Form intent="unlock" layout="bare">
          <SubmitButton icon="key">{acts('unlock')}</SubmitButton>
        </Form>
      )}
      {canReactivate && (
        <Form intent="reactivate" layout="bare">
          <SubmitButton icon="play">{acts('reactivate')}</SubmitButton>
        </Form>
      )}
      {canReset && (
        <Form intent="reset" layout="bare">
          <SubmitButton kind="default" icon="mail">
            {t('send_reset')}
          </SubmitButton>
        </Form>
      )}
      {/* A plain page: arrived at as a document. */}
      <ButtonLink to={`/contacts/${contact.id}/sessions`} kind="quiet" reloadDocument>
        {t('sessions')}
      </ButtonLink>
    </div>
  );
}

function CopiedLink({ copied }: { copied: { url: string; expires_at: Date } }) {
  const t = useTranslations('contacts.access');
  return (
    <Notice tone="success" title={t('link_made')} isNews>
      <p>{t.rich('link_once', { until: () => <Moment at={copied.expires_at} as="exact" /> })}</p>
      <p className={css.link}>
        <code>{copied.url}</code>
        <CopyButton text={copied.url} size="small" />
      </p>
    </Notice>
  );
}
