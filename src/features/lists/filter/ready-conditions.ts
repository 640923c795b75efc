import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import type { Context } from '#platform/context.ts';
import { type CheckedCondition, checkCondition } from './check-condition.ts';
import type { Conditions } from './condition.ts';
import type { ListedRecord } from './listed-record.ts';

/** Conditions made ready to ask the database with. */
export interface Asking {
  record: ListedRecord;
  /** Any of the groups, all of a group; a group that can not be met is left out. Empty means nobody. */
  groups: CheckedCondition[][];
  /** ISO 3166: how a phone number without its country is meant. */
  country: string;
  /** IANA name: where a day begins. */
  time_zone: string;
  now: Date;
}

/** Conditions against the record's fields as they are now, in the running transaction; null where there are no conditions. */
export async function readyConditions(
  ctx: Context,
  record: ListedRecord,
  conditions: Conditions,
): Promise<Asking | null> {
  if (conditions.length === 0) return null;
  const account = await ctx.db.selectFrom('account').select(['country', 'time_zone']).executeTakeFirstOrThrow();
  const fields = record.fieldsOf(await listCustomFields(ctx, { record: record.name }));
  const groups = conditions
    .map((group) => group.map((condition) => checkCondition(condition, fields)))
    .filter((group): group is CheckedCondition[] => !group.includes(null));
  return { ...account, record, groups, now: ctx.clock.now() };
}
