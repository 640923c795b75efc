import { useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ListedChange } from '#features/change-log/list-changes.ts';
import { Form, type FormFailure } from '#ui/form.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { ContactRights } from './contact-actions.tsx';
import type { FoundContact } from './find-contact.ts';

/** What was asked for, and what the change log calls it once it is done. */
const actOf = {
  lock: 'locked',
  unlock: 'unlocked',
  deactivate: 'deactivated',
  reactivate: 'reactivated',
  block: 'blocked',
  unblock: 'unblocked',
  delete: 'deleted',
  restore: 'restored',
  undo: 'undone',
} as const;
type Intent = keyof typeof actOf;
const intents = Object.keys(actOf) as Intent[];

interface Props {
  contact: FoundContact;
  may: ContactRights;
  /** Who deleted him; null where he is not. */
  deletion: { agent_name: string | null } | null;
  /** The newest of his change log: what Undo takes back. */
  newest: ListedChange | undefined;
}

/** Above the cards of a contact: that he is deleted or blocked, what was just done to him, and the way back. */
export function ContactStanding({ contact, may, deletion, newest }: Props) {
  const t = useTranslations('contacts.standing');
  const answer = useActionData() as { done?: string | null; failure?: FormFailure } | undefined;
  // The answer is there before the contact has been loaded anew: until then Undo would take back what was done before.
  const done = intents.find((intent) => intent === answer?.done && newest?.act === actOf[intent]);
  const failed = answer?.failure && intents.find((intent) => intent === answer.failure!.intent);
  const isJustDeleted = done === 'delete' && contact.deleted_at !== null;
  if (contact.erased_at) return <Notice title={t('erased')}>{t('erased_hint')}</Notice>;
  return (
    <>
      {failed && (
        <Notice tone="danger" isNews>
          {answer.failure!.sentence}
        </Notice>
      )}
      {done && !isJustDeleted && <JustDone contact={contact} done={done} newest={newest} />}
      {deletion && contact.deleted_at && (
        <Notice
          tone="warning"
          title={deletion.agent_name === null ? t('deleted') : t('deleted_by', { who: deletion.agent_name })}
          isNews={isJustDeleted}
          actions={may.delete && (isJustDeleted ? <Undo change={newest} /> : <Restore />)}
        >
          <Moment at={contact.deleted_at} as="exact" /> · {t(isJustDeleted ? 'deleted_undo_hint' : 'deleted_hint')}
        </Notice>
      )}
      {contact.blocked_at && !contact.deleted_at && done !== 'block' && (
        <Notice
          tone="warning"
          title={t('blocked')}
          actions={
            may.block && (
              <Form intent="unblock" layout="bare">
                <SubmitButton kind="default">{t('unblock')}</SubmitButton>
              </Form>
            )
          }
        >
          <Moment at={contact.blocked_at} as="exact" /> · {t('blocked_hint')}
        </Notice>
      )}
    </>
  );
}

function JustDone({
  contact,
  done,
  newest,
}: {
  contact: FoundContact;
  done: Intent;
  newest: ListedChange | undefined;
}) {
  const t = useTranslations('contacts.standing.done');
  return (
    <Notice tone="success" isNews actions={done !== 'undo' && <Undo change={newest} />}>
      {t(done, { name: contact.name })}
    </Notice>
  );
}

function Undo({ change }: { change: ListedChange | undefined }) {
  const t = useTranslations('contacts.standing');
  if (change?.id === undefined) return null;
  return (
    <Form intent="undo" layout="bare">
      <input type="hidden" name="change_id" value={change.id} />
      <SubmitButton kind="default" icon="undo">
        {t('undo')}
      </SubmitButton>
    </Form>
  );
}

function Restore() {
  const t = useTranslations('contacts.standing');
  return (
    <Form intent="restore" layout="bare">
      <SubmitButton icon="undo">{t('restore')}</SubmitButton>
    </Form>
  );
}
