import { blockContacts } from '#features/contacts/block-contacts.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import { listDuplicates } from '#features/duplicates/list-duplicates.ts';
import { mergeContacts } from '#features/duplicates/merge-contacts.ts';
import { deactivateContacts } from '#features/invitations/deactivate-contacts.ts';
import { deleteContacts } from '#features/invitations/delete-contacts.ts';
import { createSavedView } from '#features/saved-views/create-saved-view.ts';
import type { Context } from '#platform/context.ts';
import type { SampleTime } from './sample-time.ts';

/** As the merge page proposes it. */
const choices = { fields: {}, takes_stronger_memberships: false, keeps_own_states: false };

/** Views that the team shares, as the list's addresses carry them. */
const views = [
  { name: 'VIPs not in the portal', query: { view: 'unverified', where: ['custom_fields.vip:is:yes'] } },
  { name: '엔터프라이즈 고객', query: { where: ['custom_fields.plan:is:Enterprise'], sort: 'company' } },
  { name: '갱신 예정 · Renewal due', query: { where: ['tags:is:갱신 예정|renewal due'] } },
];

/** A month of keeping house: views to share, people who left or write too much, two who were one, advisers of several companies. */
export async function tendDirectory(
  time: SampleTime,
  { supervisor, agent }: { supervisor: Context; agent: Context },
): Promise<void> {
  time.goTo({ days_ago: 20, hour: 11 });
  for (const { name, query } of views) {
    const { where, ...rest } = query;
    const address = new URLSearchParams([...Object.entries(rest), ...where.map((one) => ['where', one])] as string[][]);
    await createSavedView(supervisor, { record: 'contact', name, is_shared: 'Y', query: address.toString() });
    time.pass({ minutes: 3 });
  }
  const ids = await oldestIds(agent);
  await deleteContacts(supervisor, { contact_ids: ids.slice(0, 14) });
  time.pass({ minutes: 40 });
  await deactivateContacts(supervisor, { contact_ids: ids.slice(14, 23) });
  time.pass({ minutes: 12 });
  await blockContacts(agent, { contact_ids: ids.slice(23, 27) });
  await adviseSeveral(time, agent, ids.slice(27, 33));
  const { rows } = await listDuplicates(supervisor);
  for (const { contacts } of rows.slice(0, 2)) {
    time.pass({ minutes: 17 });
    const [survivor, other] = contacts;
    await mergeContacts(supervisor, { survivor_id: survivor.id, other_id: other.id, choices });
  }
}

/** Contacts of the old register, whom nothing else in the sample's story is about. */
async function oldestIds(ctx: Context): Promise<number[]> {
  const filter = readContactFilter({ where: ['source:is:import'], sort: 'created_at', order: 'ascending' });
  return (await listContacts(ctx, filter)).rows.map(({ id }) => id);
}

/** Some belong to more than one company, and some see more than their own tickets. */
async function adviseSeveral(time: SampleTime, agent: Context, ids: readonly number[]): Promise<void> {
  for (const [at, contact_id] of ids.entries()) {
    const { memberships } = await findContact(agent, { id: contact_id });
    const others = [
      {
        company: at % 2 ? '너울소프트' : 'Thistledown Freight',
        is_primary: false,
        role: 'none',
        ticket_visibility: 'company',
      } as const,
    ];
    const first = memberships.slice(0, 1).map((own) => ({
      ...own,
      role: 'contact_admin' as const,
      ticket_visibility: 'company_and_children' as const,
    }));
    await updateMemberships(agent, { contact_id, memberships: [...first, ...others] });
    time.pass({ minutes: 6 });
  }
}
