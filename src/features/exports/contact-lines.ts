import { sql } from 'kysely';
import type { Selection } from '#features/bulk-actions/bulk-action.ts';
import { selectedContacts } from '#features/bulk-actions/selected-contacts.ts';
import { portalStateOf } from '#features/contacts/contact.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { writeFieldValue } from '#platform/fields/write-field-value.ts';
import type { WrittenCell } from '#platform/tables/write-csv.ts';
import type { ExportColumn, StateColumn } from './contact-columns.ts';
import { writeTags } from './write-tags.ts';

/** Rows that are read at once. */
const pageRows = 1_000;

/** Which rows a page has, and how its cells are written. */
interface Page {
  selection: Selection;
  columns: readonly ExportColumn[];
  /** Ids above this one. */
  after: number;
  hasSplitTags: boolean;
}

interface ContactLine {
  lines: WrittenCell[][];
  /** What to ask for next as `after`; null on the last page. */
  next: number | null;
}

interface Row {
  id: number;
  /** The contact's row, as JSON: times as text. */
  c: Record<string, FieldValue> & { custom_fields: Record<string, FieldValue>; tags: string[] };
  portal_access: 'none' | 'invited' | 'active';
  locked_at: Date | null;
  locked_until: Date | null;
  deactivated_at: Date | null;
  deleted_at: Date | null;
  last_sign_in_at: Date | null;
  created_at: Date;
  updated_at: Date;
  emails: { email: string; is_primary: boolean }[] | null;
  company: string | null;
}

/** The next thousand lines of a file of contacts, by id. Part of exporting them; asks no permission. */
export async function contactLines(ctx: Context, { selection, after, ...writing }: Page): Promise<ContactLine> {
  return inTransaction(ctx, async (ctx) => {
    const chosen = (await selectedContacts(ctx, selection))
      .where('contact.id', '>', after)
      .where('contact.erased_at', 'is', null)
      .orderBy('contact.id')
      .limit(pageRows);
    const { rows } = await sql<Row>`
      select contact.id, to_jsonb(contact) as c, portal_access, locked_at, locked_until, deactivated_at, deleted_at,
        last_sign_in_at, created_at, updated_at,
        (select jsonb_agg(jsonb_build_object('email', email, 'is_primary', is_primary)
           order by is_primary desc, e.created_at, email)
         from contact_email e
         where e.account_id = contact.account_id and e.contact_id = contact.id and e.state <> 'retired') as emails,
        (select company.name from membership m
         join company on company.account_id = m.account_id and company.id = m.company_id
         where m.account_id = contact.account_id and m.contact_id = contact.id and m.is_primary) as company
      from (${chosen}) as chosen
      join contact on contact.account_id = ${ctx.caller.account_id} and contact.id = chosen.id
      order by contact.id`.execute(ctx.db);
    const lines = rows.map((row) => lineOf(ctx, row, writing));
    return { lines, next: rows.length < pageRows ? null : rows.at(-1)!.id };
  });
}

function lineOf(ctx: Context, row: Row, { columns, hasSplitTags }: Pick<Page, 'columns' | 'hasSplitTags'>) {
  return columns.map(({ key, field }): WrittenCell => {
    if (!field) return stateCell(ctx, row, key as StateColumn);
    if (key === 'tags') return writeTags(row.c.tags, { hasSplitTags });
    return writeFieldValue(field, fieldOf(row, key));
  });
}

function fieldOf({ c, emails, company }: Row, key: string): FieldValue {
  if (key === 'email') return emails?.find(({ is_primary }) => is_primary)?.email ?? null;
  if (key === 'company') return company;
  if (key === 'other_emails') {
    const others = emails?.filter(({ is_primary }) => !is_primary).map(({ email }) => email) ?? [];
    return others.length > 0 ? others : null;
  }
  const own = 'custom_fields.';
  return (key.startsWith(own) ? c.custom_fields[key.slice(own.length)] : c[key]) ?? null;
}

function stateCell({ t, clock }: Context, row: Row, key: StateColumn): WrittenCell {
  switch (key) {
    case 'id':
      return row.id;
    case 'portal_access':
      return t(`contacts.states.${portalStateOf(row, clock.now())}`);
    case 'last_sign_in':
      return row.last_sign_in_at?.toISOString() ?? '';
    case 'added':
      return row.created_at.toISOString();
    case 'changed':
      return row.updated_at.toISOString();
  }
}
