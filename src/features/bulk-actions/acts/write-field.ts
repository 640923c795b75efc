import { type RawBuilder, sql } from 'kysely';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { invalid } from '#platform/failure.ts';
import { e164OfPhone } from '#platform/fields/phone-e164.ts';
import { type RawValue, readFieldValue } from '#platform/fields/read-field-value.ts';
import type { ActInput, ActWork, BulkAct, GivenInput, RowOutcome, UndoWork } from './bulk-act.ts';
import { changeValues, type ValueChange } from './change-values.ts';
import { listSettableFields, ownPrefix } from './settable-fields.ts';

/** Gives a field, built in or an account's own, the same value everywhere, or empties it. */
export const writeField: BulkAct = {
  right: 'contacts.edit',
  takes: 'field',
  sends_mail: false,
  chunk_size: 2_000,
  readInput,
  judge: (input) => valued(input),
  run,
  undo,
};

/** The value is read as a form's is; empty is asked for by `is_cleared` only. */
async function readInput(ctx: Context, given: GivenInput): Promise<ActInput> {
  return inTransaction(ctx, async (ctx) => {
    const field = (await listSettableFields(ctx)).find(({ name }) => name === given.field);
    if (!field) throw invalid([{ field: 'field', code: 'platform.required' }]);
    const { country } = await ctx.db.selectFrom('account').select('country').executeTakeFirstOrThrow();
    const isCleared = given.is_cleared !== undefined;
    const read = readFieldValue(field, isCleared ? null : typedValue(field.kind, given), {
      country,
      empty_words: new Set(),
    });
    if (read.problem) throw invalid([{ field: 'value', ...read.problem }]);
    if (read.value === null && (!isCleared || field.is_required)) {
      throw invalid([{ field: 'value', code: 'platform.required' }]);
    }
    const isPhone = field.kind === 'phone' && typeof read.value === 'string';
    return {
      field: field.name,
      value: read.value,
      ...(isPhone && { e164: e164OfPhone(read.value as string, country) }),
    };
  });
}

/** A box without a tick is not sent at all. */
function typedValue(kind: string, { value, 'value.asked': asked }: GivenInput): RawValue {
  if (kind !== 'checkbox') return value;
  if (value !== undefined) return 'Y';
  return asked === undefined ? undefined : 'N';
}

function valued({ field, value, e164 = null }: ActInput): ValueChange {
  return change(field as string, {
    value: sql`${JSON.stringify(value)}::jsonb`,
    e164: sql`${e164}::text`,
    reason: (current) => sql`${current} = ${JSON.stringify(value)}::jsonb`,
    otherwise: 'unchanged',
  });
}

async function run(ctx: Context, { input, ...meant }: ActWork): Promise<RowOutcome[]> {
  const refused = await leaveWhereUnsettable(ctx, { input, ...meant });
  if (refused) return refused;
  return changeValues(ctx, { ...meant, act: 'updated' }, valued(input));
}

/** All of a chunk left as they are where the field is gone, or no two contacts may have the same value of it by now. */
async function leaveWhereUnsettable(
  ctx: Context,
  { input, contact_ids }: Pick<ActWork, 'input' | 'contact_ids'>,
): Promise<RowOutcome[] | null> {
  if ((await listSettableFields(ctx)).some(({ name }) => name === input.field)) return null;
  const own = await listCustomFields(ctx, { record: 'contact' });
  const reason = own.some(({ name }) => ownPrefix + name === input.field) ? 'field_unique' : 'field_gone';
  return contact_ids.map((contact_id) => ({ contact_id, reason }));
}

/** The former value comes back where the field still holds what the act wrote. */
async function undo(ctx: Context, { input, done, contact_ids, bulk_action_id }: UndoWork): Promise<RowOutcome[]> {
  const refused = await leaveWhereUnsettable(ctx, { input, contact_ids });
  if (refused) return refused;
  const { country } = await ctx.db.selectFrom('account').select('country').executeTakeFirstOrThrow();
  const name = input.field as string;
  const given = done.map(({ contact_id, changes }) => {
    const [before, after] = changes[logName(name)] ?? [null, null];
    const e164 = isPhone(name) && typeof before === 'string' ? e164OfPhone(before, country) : null;
    return { contact_id, before, after, e164 };
  });
  return changeValues(
    ctx,
    { contact_ids, bulk_action_id, act: 'undone', given },
    change(name, {
      value: sql`coalesce(d.before, 'null')`,
      e164: sql`d.e164`,
      reason: (current) => sql`${current} <> coalesce(d.after, 'null')`,
      otherwise: 'changed_since',
    }),
  );
}

/** Fields live in a column of their own or in `custom_fields`; the log knows both by their plain names. */
function logName(name: string): string {
  return name.startsWith(ownPrefix) ? name.slice(ownPrefix.length) : name;
}

function isPhone(name: string): boolean {
  return name === 'phone' || name === 'mobile';
}

interface Written {
  /** As jsonb; 'null' empties the field. */
  value: RawBuilder<unknown>;
  /** Of a phone number. */
  e164: RawBuilder<unknown>;
  /** Whether somebody is left out, by what the field holds, as jsonb. */
  reason(current: RawBuilder<unknown>): RawBuilder<unknown>;
  otherwise: 'unchanged' | 'changed_since';
}

function change(name: string, { value, e164, reason, otherwise }: Written): ValueChange {
  const own = name.startsWith(ownPrefix);
  const key = logName(name);
  const column = sql.ref(`c.${key}`);
  const current = own
    ? sql`coalesce(c.custom_fields -> ${key}::text, 'null')`
    : sql`coalesce(to_jsonb(${column}), 'null')`;
  const next = own
    ? {
        custom_fields: sql`case when ${value} = 'null' then c.custom_fields - ${key}::text
          else c.custom_fields || jsonb_build_object(${key}::text, ${value}) end`,
      }
    : { [key]: sql`${value} #>> '{}'`, ...(isPhone(key) && { [`${key}_e164`]: e164 }) };
  return {
    reason: sql`case when ${reason(current)} then ${otherwise} ${isPhone(key) ? unreachable(key, value) : sql``} end`,
    changes: sql`jsonb_build_object(${key}::text, jsonb_build_array(${current}, ${value}))`,
    next,
    isSearched: isPhone(key),
  };
}

/** A contact keeps at least one thing to tell him by. */
function unreachable(key: string, value: RawBuilder<unknown>): RawBuilder<unknown> {
  const others = ['phone', 'mobile', 'unique_external_id', 'twitter_id'].filter((one) => one !== key);
  const ways = others.map((one) => sql`${sql.ref(`c.${one}`)} is null`);
  return sql`when ${value} = 'null' and ${sql.join(ways, sql` and `)} and not exists (
    select from contact_email e where e.account_id = c.account_id and e.contact_id = c.id and e.is_primary)
    then 'nothing_to_reach'`;
}
