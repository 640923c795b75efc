import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { sortKey } from '#platform/fields/sort-key.ts';

/** Everything by which a contact's values are found, wherever they lie. */
export interface Person {
  id: number;
  name: string;
  /** He, and whoever was merged into him. */
  ids: number[];
  /** Addresses he has or once had, but for those that are somebody else's now. */
  emails: string[];
  /** External ids, likewise. */
  external_ids: string[];
  /** His numbers in E.164 form that nobody else has: a shared one says nothing about him. */
  phones: string[];
  /** Values that are his alone, as they were typed: a whole value elsewhere that equals one of them names him. */
  texts: string[];
}

/**
 * A contact, deleted or not, with what he is known by now and was by his change log. Fails not_found for one who was
 * anonymised already. `isLocked` holds his rows until the transaction ends.
 */
export async function findPerson(
  ctx: Context,
  { contact_id, isLocked = false }: { contact_id: number; isLocked?: boolean },
): Promise<Person> {
  const { db } = ctx;
  const rows = db
    .selectFrom('contact')
    .select(['id', 'name', 'phone', 'phone_e164', 'mobile', 'mobile_e164', 'unique_external_id', 'twitter_id'])
    .where(
      sql<boolean>`id in (
        with recursive merged as (
          select ${contact_id}::bigint as id
          union all
          select c.id from merged join contact c on c.merged_into_contact_id = merged.id)
        select id from merged)`,
    )
    .where('erased_at', 'is', null)
    .orderBy('id');
  const found = await (isLocked ? rows.forUpdate() : rows).execute();
  const self = found.find(({ id }) => id === contact_id);
  if (!self) throw new Failure('not_found', 'platform.not_found');
  const ids = found.map(({ id }) => id);
  const former = await formerValues(ctx, ids);
  const emails = await freeOf(
    [...former.emails, ...(await addressesOf(ctx, ids))],
    (all) => sql`select email as value from contact_email where email = any(${all}) and not contact_id = any(${ids})`,
    ctx,
  );
  const ownIds = found.flatMap(({ unique_external_id }) => unique_external_id ?? []);
  const external_ids = await freeOf(
    [...former.external_ids, ...ownIds],
    (all) => sql`select unique_external_id as value from contact
      where unique_external_id = any(${all}) and not id = any(${ids})`,
    ctx,
  );
  const phones = await freeOf(
    found.flatMap(({ phone_e164, mobile_e164 }) => [phone_e164 ?? [], mobile_e164 ?? []].flat()),
    (all) => sql`
      select phone_e164 as value from contact where phone_e164 = any(${all}) and not id = any(${ids})
      union select mobile_e164 from contact where mobile_e164 = any(${all}) and not id = any(${ids})`,
    ctx,
  );
  const typed = found.flatMap(({ phone, phone_e164, mobile, mobile_e164 }) => [
    ...(phone && phone_e164 && phones.includes(phone_e164) ? [phone] : []),
    ...(mobile && mobile_e164 && phones.includes(mobile_e164) ? [mobile] : []),
  ]);
  const names = await ownNames(ctx, [...former.names, ...found.map(({ name }) => name)], ids);
  const twitter = found.flatMap(({ twitter_id }) => twitter_id ?? []);
  const texts = [...phones, ...typed, ...names, ...twitter, ...former.twitter_ids, ...external_ids];
  const { id, name } = self;
  return { id, name, ids, emails, external_ids, phones, texts: [...new Set(texts)].filter(isTelling) };
}

/** `7` or `Al` stands in too many places that have nothing to do with him; three letters of Hangul are a whole name. */
function isTelling(text: string): boolean {
  return /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af]/.test(text) ? text.length >= 2 : text.length >= 4;
}

interface FormerValues {
  emails: string[];
  external_ids: string[];
  twitter_ids: string[];
  names: string[];
}

/** What he was known by and is no more, as his change log and the mails to him have it. */
async function formerValues({ db }: Context, ids: readonly number[]): Promise<FormerValues> {
  const { rows } = await sql<{ field: string; value: string }>`
    select field, value #>> '{}' as value
    from change_log, jsonb_each(changes) c (field, pair), jsonb_path_query(pair, 'lax $[*][*]') value
    where record = 'contact' and record_id = any(${ids}::bigint[])
      and field in ('email', 'other_emails', 'unique_external_id', 'twitter_id', 'name') and value #>> '{}' <> ''
    union select 'email', email from invitation where contact_id = any(${ids}::bigint[])
    union select 'email', email from password_reset where contact_id = any(${ids}::bigint[])
    union select 'email', email from sign_up where contact_id = any(${ids}::bigint[])
    union select 'email', email from email_change where contact_id = any(${ids}::bigint[])
    union select 'email', former_email from email_change where contact_id = any(${ids}::bigint[]) and former_email <> ''
    union select 'email', to_address from mail_message where contact_id = any(${ids}::bigint[])`.execute(db);
  const valuesOf = (...fields: string[]) =>
    rows.filter(({ field }) => fields.includes(field)).map(({ value }) => value);
  return {
    emails: valuesOf('email', 'other_emails'),
    external_ids: valuesOf('unique_external_id'),
    twitter_ids: valuesOf('twitter_id'),
    names: valuesOf('name'),
  };
}

async function addressesOf({ db }: Context, ids: readonly number[]): Promise<string[]> {
  const rows = await db.selectFrom('contact_email').select('email').where('contact_id', 'in', ids).execute();
  return rows.map(({ email }) => email);
}

/** Those of the values that nobody else has. */
async function freeOf(
  values: readonly string[],
  others: (values: string[]) => ReturnType<typeof sql>,
  { db }: Context,
): Promise<string[]> {
  const all = [...new Set(values)];
  const { rows } = (await others(all).execute(db)) as { rows: { value: string }[] };
  const taken = new Set(rows.map(({ value }) => value));
  return all.filter((value) => !taken.has(value));
}

/** Names that nobody else bears: another Kim Minsu's rows are not his. */
async function ownNames({ db }: Context, names: readonly string[], ids: readonly number[]): Promise<string[]> {
  const keys = [...new Set(names.map(sortKey))];
  const rows = await db
    .selectFrom('contact')
    .select('sort_key')
    .where('sort_key', 'in', keys)
    .where('id', 'not in', ids)
    .execute();
  const taken = new Set(rows.map(({ sort_key }) => sort_key));
  return names.filter((name) => !taken.has(sortKey(name)));
}
