import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import type { Field } from '#platform/fields/field.ts';
import { type FormAnswer, formAnswer } from '#platform/http/form-answer.ts';
import { type BulkActName, bulkActs } from './acts/all-acts.ts';
import type { BulkAct, GivenInput } from './acts/bulk-act.ts';
import { listSettableFields } from './acts/settable-fields.ts';
import type { Selection } from './bulk-action.ts';
import { countSelected } from './count-selected.ts';
import { type BulkActionPreview, previewBulkAction } from './preview-bulk-action.ts';
import { type InvitationsPreview, previewInvitations } from './preview-invitations.ts';

/** What the page shows before an act is started. */
export interface GivenPreview {
  act: BulkActName;
  takes: BulkAct['takes'];
  total_count: number;
  /** Of inviting. */
  invitations: InvitationsPreview | null;
  /** Null as long as the act has not been given what it takes. */
  preview: BulkActionPreview | null;
  /** What is wrong with what it was given. */
  failure: FormAnswer['failure'] | null;
  /** Fields to choose from. */
  fields: Field[];
}

/** The preview of an act with what an address gives it, or what is still to be chosen and what is wrong with it. */
export async function previewGiven(
  ctx: Context,
  { act, selection, given }: { act: BulkActName; selection: Selection; given: GivenInput },
): Promise<GivenPreview> {
  const { takes }: BulkAct = bulkActs[act];
  const nothing = { act, takes, invitations: null, preview: null, failure: null, fields: [] };
  if (act === 'invite') {
    const invitations = await previewInvitations(ctx, { selection });
    return { ...nothing, total_count: invitations.total_count, invitations };
  }
  const fields = takes === 'field' ? await listSettableFields(ctx) : [];
  if (!isWhole(takes, given)) return { ...nothing, fields, total_count: await countSelected(ctx, { selection }) };
  try {
    const preview = await previewBulkAction(ctx, { act, selection, given });
    return { ...nothing, fields, total_count: preview.total_count, preview };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'invalid') throw error;
    const typed = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value ? [value] : []]));
    const { failure } = formAnswer(error, ctx.t, typed);
    return { ...nothing, fields, failure, total_count: await countSelected(ctx, { selection }) };
  }
}

/** Whether an address has been through the form: until then nothing is missing. */
function isWhole(takes: BulkAct['takes'], { tags, field, value, is_cleared, company, ...rest }: GivenInput): boolean {
  if (takes === 'tags') return tags !== undefined;
  if (takes === 'company') return company !== undefined;
  if (takes === 'field') {
    const isGiven = value !== undefined || is_cleared !== undefined || rest['value.asked'] !== undefined;
    return field !== undefined && isGiven;
  }
  return true;
}
