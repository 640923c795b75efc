import { recordAccess } from '#features/access-records/record-access.ts';
import type { FoundContact } from '#features/contacts/find-contact.ts';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { Field } from '#platform/fields/field.ts';
import type { MergeChoices } from './contact-merge.ts';
import { findUnmerged } from './lock-pair.ts';
import { type MergePlan, planMerge } from './plan-merge.ts';
import { seenPair } from './seen-pair.ts';

export interface MergePreview {
  survivor: FoundContact;
  other: FoundContact;
  custom_fields: Field[];
  plan: MergePlan;
  /** What `mergeContacts` takes to be sure that it does what was shown. */
  seen: string;
}

/** What merging `other_id` into `survivor_id` would do; changes nothing, but both were looked at. Fails as not_found where one of them is not there. */
export async function findMergePreview(
  ctx: Context,
  { survivor_id, other_id, choices }: { survivor_id: number; other_id: number; choices: MergeChoices },
): Promise<MergePreview> {
  allow(ctx, 'contacts.merge');
  if (survivor_id === other_id) throw new Failure('not_found', 'platform.not_found');
  return inTransaction(ctx, async (ctx) => {
    const survivor = await findUnmerged(ctx, survivor_id);
    const other = await findUnmerged(ctx, other_id);
    for (const { id } of [survivor, other]) await recordAccess(ctx, { kind: 'contact_viewed', contact_id: id });
    const custom = (await listCustomFields(ctx, { record: 'contact' })).map(fieldOfCustomField);
    const customNames = custom.map(({ name }) => name);
    const now = ctx.clock.now();
    const plan = planMerge(survivor, other, { choices, customNames, now });
    return { survivor, other, custom_fields: custom, plan, seen: seenPair(survivor, other, { customNames, now }) };
  });
}
