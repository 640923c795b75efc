import { sql } from 'kysely';
import type { MatchingContacts } from '#features/contacts/filter/matching-contacts.ts';
import type { FilterField } from '#features/lists/filter/filter-field.ts';
import { pageSize } from '#features/lists/rows/sorted-page.ts';
import type { Context } from '#platform/context.ts';
import { type Keyset, type KeysetInput, keyset, type Page, pageOf } from '#platform/database/keyset.ts';
import { companyPlace, placeWithoutCompany } from './contact-order.ts';
import { contactRows, type ListedContact } from './contact-rows.ts';

/** Companies gone through at once, at first; twice as many each time, since the contacts that are looked for may be rare. */
const fewCompanies = 60;
const manyCompanies = 2_000;

type Asked = KeysetInput & { is_descending: boolean; columns: readonly FilterField[] };

interface Placed {
  id: number;
  place: string;
}

/**
 * A page of the contacts that match in the order of their primary companies' names, those without a company last
 * either way, however many there are: company after company, since no index holds this order of contacts.
 */
export async function companyPage(
  ctx: Context,
  matching: MatchingContacts,
  asked: Asked,
): Promise<Page<ListedContact>> {
  const order = { column: companyPlace, id: 'contact_id', kind: 'text', isDescending: asked.is_descending } as const;
  const places = keyset(asked, order);
  const isFalling = asked.is_descending !== places.isBackwards;
  const withoutCompany = placeWithoutCompany(asked.is_descending);
  const walk = { matching, places, isFalling, withoutCompany };
  const found: Placed[] = [];
  const isBehindCompanies = places.place?.value === withoutCompany;
  const parts = places.isBackwards ? [companyless, membersOfCompanies] : [membersOfCompanies, companyless];
  if (places.place && isBehindCompanies !== places.isBackwards) parts.shift();
  for (const part of parts) {
    if (found.length <= pageSize) found.push(...(await part(ctx, walk, pageSize + 1 - found.length)));
  }
  const placed = new Map(found.map(({ id, place }) => [id, place]));
  const rows = await contactRows(ctx, [...placed.keys()], asked.columns);
  return pageOf(rows, places, { size: pageSize, placeOf: ({ id }) => ({ value: placed.get(id)!, id }) });
}

interface Walk {
  matching: MatchingContacts;
  places: Keyset;
  isFalling: boolean;
  withoutCompany: string;
}

async function membersOfCompanies(ctx: Context, walk: Walk, wanted: number): Promise<Placed[]> {
  const { places, isFalling, withoutCompany } = walk;
  const beyond = sql.raw(isFalling ? '<=' : '>=');
  const direction = sql.raw(isFalling ? 'desc' : 'asc');
  const found: Placed[] = [];
  let from =
    places.place && places.place.value !== withoutCompany ? readCompanyPlace(String(places.place.value)) : null;
  for (let count = fewCompanies; found.length < wanted; count = Math.min(2 * count, manyCompanies)) {
    const { rows: companies } = await sql<{ id: number; sort_key: string }>`
      select id, sort_key from company
      where deleted_at is null ${from ? sql`and (sort_key, id) ${beyond} (${from.sort_key}, ${from.id})` : sql``}
      order by sort_key ${direction}, id ${direction} limit ${count}`.execute(ctx.db);
    found.push(...(await membersOf(ctx, walk, { companies, wanted: wanted - found.length })));
    const last = companies.at(-1);
    if (companies.length < count || !last) break;
    // The last one is gone through in full: the next begin behind it.
    from = { sort_key: last.sort_key, id: last.id + (isFalling ? -1 : 1) };
  }
  return found;
}

async function membersOf(
  ctx: Context,
  { matching, places: { place }, isFalling }: Walk,
  { companies, wanted }: { companies: { id: number }[]; wanted: number },
): Promise<Placed[]> {
  const direction = sql.raw(isFalling ? 'desc' : 'asc');
  const behind = place
    ? sql`and (${companyPlace} <> ${place.value} or membership.contact_id ${sql.raw(isFalling ? '<' : '>')} ${place.id})`
    : sql``;
  const kept = matching.select('contact.id').where(sql<boolean>`contact.id = membership.contact_id`).offset(0);
  const { rows } = await sql<Placed>`
    select member.id, ${companyPlace} as place
    from unnest(${companies.map(({ id }) => id)}::bigint[]) with ordinality as asked (id, position)
    join company on company.id = asked.id
    cross join lateral (
      select kept.id from membership cross join lateral (${kept}) as kept
      where membership.company_id = company.id and membership.is_primary ${behind}
      order by membership.contact_id ${direction} limit ${wanted}) as member
    order by asked.position, member.id ${direction} limit ${wanted}`.execute(ctx.db);
  return rows;
}

async function companyless(
  _ctx: Context,
  { matching, places: { place }, isFalling, withoutCompany }: Walk,
  wanted: number,
): Promise<Placed[]> {
  const ids = matching
    .select('contact.id')
    .where(sql<boolean>`not exists (select from membership where contact_id = contact.id and is_primary offset 0)`)
    .orderBy('contact.id', isFalling ? 'desc' : 'asc')
    .limit(wanted);
  const isHere = place?.value === withoutCompany;
  const found = await (isHere ? ids.where('contact.id', isFalling ? '<' : '>', place.id) : ids).execute();
  return found.map(({ id }) => ({ id, place: withoutCompany }));
}

/** A place as `companyPlace` writes it. One that nobody wrote begins before every company. */
function readCompanyPlace(text: string): { sort_key: string; id: number } {
  const at = text.lastIndexOf('\u0001');
  const id = Number(text.slice(at + 1));
  return at < 0 || !Number.isSafeInteger(id) ? { sort_key: text, id: 0 } : { sort_key: text.slice(0, at), id };
}
