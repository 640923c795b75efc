import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { readActKind } from '#features/change-log/act-kinds.ts';
import { ChangeTimeline } from '#features/change-log/change-timeline.tsx';
import { type ListedChange, listChanges } from '#features/change-log/list-changes.ts';
import { TimelineCard } from '#features/change-log/timeline-card.tsx';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { ContactAddresses } from '#features/contacts/addresses/contact-addresses.tsx';
import { makeEmailPrimary } from '#features/contacts/addresses/make-email-primary.ts';
import { removeContactEmail } from '#features/contacts/addresses/remove-contact-email.ts';
import { restoreContactEmail } from '#features/contacts/addresses/restore-contact-email.ts';
import { retireContactEmail } from '#features/contacts/addresses/retire-contact-email.ts';
import { ContactCompanies } from '#features/contacts/members/contact-companies.tsx';
import { companiesField, useToldMemberships } from '#features/contacts/members/told-memberships.ts';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { findMergeNews } from '#features/duplicates/find-merge-news.ts';
import { findMergeOfChange } from '#features/duplicates/find-merge-of-change.ts';
import { findSurvivor } from '#features/duplicates/find-survivor.ts';
import { listDuplicatesOf } from '#features/duplicates/list-duplicates-of.ts';
import { listMerged } from '#features/duplicates/list-merged.ts';
import { type ListedMerge, listMerges } from '#features/duplicates/list-merges.ts';
import { MergeNews } from '#features/duplicates/merge-news.tsx';
import { unmergeContacts } from '#features/duplicates/unmerge-contacts.ts';
import { canUndoState } from '#features/invitations/can-undo-state.ts';
import { copyInvitationLink } from '#features/invitations/copy-invitation-link.ts';
import { deactivateContacts } from '#features/invitations/deactivate-contacts.ts';
import { deleteContacts } from '#features/invitations/delete-contacts.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { listInvitations } from '#features/invitations/list-invitations.ts';
import { reactivateContacts } from '#features/invitations/reactivate-contacts.ts';
import { restoreContacts } from '#features/invitations/restore-contacts.ts';
import { isUndoable, undoableActs, undoContactAct } from '#features/invitations/undo-contact-act.ts';
import { lockContacts } from '#features/portal-access/lock-contacts.ts';
import { sendPasswordReset } from '#features/portal-access/send-password-reset.ts';
import { tellingAddress } from '#features/portal-access/telling-address.ts';
import { unlockContacts } from '#features/portal-access/unlock-contacts.ts';
import { type Context, isAllowed } from '#platform/context.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Card } from '#ui/card.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/contact.page.ts';
import { actOnContact } from './act-on-contact.ts';
import { blockContacts } from './block-contacts.ts';
import { contactFields } from './contact.ts';
import { ContactAccess } from './contact-access.tsx';
import { ContactActions } from './contact-actions.tsx';
import { ContactDetails } from './contact-details.tsx';
import { ContactStanding } from './contact-standing.tsx';
import type { FoundContact } from './find-contact.ts';
import { findDeletion } from './find-deletion.ts';
import { findViewedContact } from './find-viewed-contact.ts';
import { undoMemberships } from './members/undo-memberships.ts';
import { findPhotoAside } from './photo/find-photo-aside.ts';
import { PhotoLink } from './photo/photo-link.tsx';
import { PhotoNews } from './photo/photo-news.tsx';
import { unblockContacts } from './unblock-contacts.ts';
import { canUndoUpdate } from './undo-contact-update.ts';

const timelineLength = 6;
const intents = ['intent', 'email', 'former', 'change_id', 'merge_id'] as const;

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const given = queryValues(new URL(request.url), ['after', 'kind', 'merged', 'unmerged']);
  const { after, kind: asked } = given;
  const kind = readActKind(asked);
  const contact = await findViewedContact(ctx, { id: readId(params.id) });
  if (contact.merged_into_contact_id !== null) {
    const survivor = (await findSurvivor(ctx, contact))!;
    throw redirect(`/contacts/${survivor.id}?merged=${contact.id}`);
  }
  const custom = await listCustomFields(ctx, { record: 'contact' });
  const page = after === undefined ? {} : { after };
  const merged = await listMerged(ctx, { contact_id: contact.id });
  const mayMerge = contact.deleted_at === null && isAllowed(ctx, 'contacts.merge');
  const merges = mayMerge ? await listMerges(ctx, { contact_id: contact.id }) : [];
  const log = await listChanges(ctx, {
    record: 'contact',
    record_id: contact.id,
    merged_ids: merged.map(({ id }) => id),
    limit: timelineLength,
    kind,
    ...page,
  });
  const { invitations } = await listInvitations(ctx, { contact_id: contact.id });
  const { is_mail_to_customers_on } = await findAccount(ctx);
  const isThere = contact.deleted_at === null;
  const mayEdit = isThere && isAllowed(ctx, 'contacts.edit');
  const photo_aside_at = mayEdit ? await findPhotoAside(ctx, { contact_id: contact.id }) : null;
  return {
    contact,
    deletion: isThere ? null : await findDeletion(ctx, { contact_id: contact.id }),
    custom_fields: custom.map(fieldOfCustomField),
    log,
    kind,
    undoable: log.changes.flatMap((change) =>
      change.id !== undefined &&
      (isMergeOf(merges, change) || isOfPhotoAside(photo_aside_at, contact, change) || mayUndo(ctx, contact, change))
        ? change.id
        : [],
    ),
    is_newest: after === undefined,
    news: await findMergeNews(ctx, {
      contact_id: contact.id,
      merged: given.merged === undefined ? null : readId(given.merged),
      unmerged: given.unmerged === undefined ? null : readId(given.unmerged),
    }),
    likely: isThere ? await listDuplicatesOf(ctx, { contact_id: contact.id }) : [],
    merged,
    invitation: invitations[0] ?? null,
    is_mail_to_customers_on,
    may: {
      edit: mayEdit,
      invite: isThere && isAllowed(ctx, 'contacts.invite'),
      copy_link: isThere && isAllowed(ctx, 'invitations.copy_link'),
      reset: isThere && isAllowed(ctx, 'contacts.reset'),
      lock: isThere && isAllowed(ctx, 'contacts.lock'),
      password: isThere && isAllowed(ctx, 'contacts.password'),
      view_as: isThere && isAllowed(ctx, 'contacts.view_as'),
      deactivate: isThere && isAllowed(ctx, 'contacts.deactivate'),
      block: isThere && isAllowed(ctx, 'contacts.block'),
      delete: contact.erased_at === null && isAllowed(ctx, 'contacts.delete'),
      erase: contact.erased_at === null && isAllowed(ctx, 'contacts.erase'),
      export_person: contact.erased_at === null && isAllowed(ctx, 'contacts.export_person'),
      merge: mayMerge,
      see_access: isAllowed(ctx, 'access_records.view'),
    },
  };
}

function isMergeOf(merges: readonly ListedMerge[], { act, at }: ListedChange): boolean {
  return act === 'merged' && merges.some(({ merged_at }) => merged_at.getTime() === at.getTime());
}

function isOfPhotoAside(
  photo_aside_at: Date | null,
  { id }: FoundContact,
  { act, at, record_id }: ListedChange,
): boolean {
  const isOfPhoto = act === 'photo_removed' || act === 'photo_changed';
  return isOfPhoto && record_id === id && photo_aside_at?.getTime() === at.getTime();
}

function mayUndo(ctx: Context, contact: FoundContact, change: ListedChange): boolean {
  if (change.record_id !== contact.id || change.act === 'merged' || change.act === 'unmerged') return false;
  const right = isUndoable(change.act) ? undoableActs[change.act] : 'contacts.edit';
  const isSoStill = isUndoable(change.act) ? canUndoState(contact, change) : canUndoUpdate(contact, change);
  return isSoStill && isAllowed(ctx, right);
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const contact_id = readId(args.params.id);
  const { intent, email = '', former = 'keep', change_id = '', merge_id } = await formValues(args, intents);
  const undone = intent === 'undo' ? await findMergeOfChange(ctx, { contact_id, change_id: readId(change_id) }) : null;
  if (intent === 'unmerge' || undone !== null) {
    const { other_id } = await unmergeContacts(ctx, { merge_id: undone ?? readId(merge_id) });
    return redirect(`/contacts/${contact_id}?unmerged=${other_id}`);
  }
  if (intent === 'add_email') await addContactEmail(ctx, { contact_id, email });
  if (intent === 'remove_email') await removeContactEmail(ctx, { contact_id, email });
  if (intent === 'retire_email') await retireContactEmail(ctx, { contact_id, email });
  if (intent === 'restore_email') await restoreContactEmail(ctx, { contact_id, email });
  if (intent === 'make_primary' && (former === 'keep' || former === 'retire' || former === 'remove')) {
    await tellingAddress(ctx, { contact_id }, (ctx) => makeEmailPrimary(ctx, { contact_id, email, former }));
  }
  if (intent === 'invite') await inviteContact(ctx, { contact_id });
  if (intent === 'reset') await sendPasswordReset(ctx, { contact_id });
  if (intent === 'lock') await actOnContact(ctx, { contact_id }, lockContacts);
  if (intent === 'unlock') await actOnContact(ctx, { contact_id }, unlockContacts);
  if (intent === 'deactivate') await actOnContact(ctx, { contact_id }, deactivateContacts);
  if (intent === 'reactivate') await actOnContact(ctx, { contact_id }, reactivateContacts);
  if (intent === 'block') await actOnContact(ctx, { contact_id }, blockContacts);
  if (intent === 'unblock') await actOnContact(ctx, { contact_id }, unblockContacts);
  if (intent === 'delete') await actOnContact(ctx, { contact_id }, deleteContacts);
  if (intent === 'restore') await actOnContact(ctx, { contact_id }, restoreContacts);
  if (intent === 'undo_companies') await undoMemberships(ctx, { contact_id, change_id: readId(change_id) });
  if (intent === 'undo') await undoContactAct(ctx, { contact_id, change_id: readId(change_id) });
  return { copied: intent === 'copy_link' ? await copyInvitationLink(ctx, { contact_id }) : null, done: intent };
}

export default function Contact({ loaderData, actionData }: Route.ComponentProps) {
  const { contact, deletion, custom_fields, log, kind, undoable, is_newest } = loaderData;
  const { news, likely, merged } = loaderData;
  const { invitation, may, is_mail_to_customers_on } = loaderData;
  const t = useTranslations('contacts');
  const changes = useToldMemberships(log.changes);
  const primary = contact.memberships.find(({ is_primary }) => is_primary);
  const words = [contact.job_title, primary?.company].filter(Boolean).join(' · ');
  return (
    <>
      <PageHeader
        title={contact.name}
        crumbs={[{ to: '/contacts', label: t('title') }]}
        picture={<PhotoLink contact={contact} canEdit={may.edit} />}
        subtitle={words}
        actions={<ContactActions contact={contact} may={may} />}
      />
      <Page
        layout="record"
        side={
          <>
            <ContactAddresses contact={contact} canEdit={may.edit} />
            <ContactCompanies contact={contact} canEdit={may.edit} newest={log.changes[0]} />
            <Card title={t('details')}>
              <ContactDetails contact={contact} customFields={custom_fields} />
            </Card>
          </>
        }
      >
        <MergeNews contact_id={contact.id} news={news} likely={likely} mayMerge={may.merge} />
        <PhotoNews newest={log.changes[0]} canUndo={undoable.includes(log.changes[0]?.id ?? 0)} />
        <ContactStanding contact={contact} may={may} deletion={deletion} newest={log.changes[0]} />
        <ContactAccess
          contact={contact}
          invitation={invitation}
          may={may}
          is_mail_to_customers_on={is_mail_to_customers_on}
          copied={actionData && 'copied' in actionData ? actionData.copied : null}
          done={actionData && 'done' in actionData ? actionData.done : null}
        />
        <TimelineCard path={`/contacts/${contact.id}`} kind={kind} isNarrowable isNewest={is_newest} next={log.next}>
          <ChangeTimeline
            record="contact"
            changes={changes}
            fields={[...contactFields, companiesField, ...custom_fields]}
            undoable={undoable}
            merged={merged}
          />
        </TimelineCard>
      </Page>
    </>
  );
}
