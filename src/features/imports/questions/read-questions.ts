import type { FoundImport } from '#features/imports/find-import.ts';
import type { Context } from '#platform/context.ts';
import type { Right } from '#platform/rights.ts';
import { askedAtOnce } from './choices-of-form.ts';
import { countDeletedContacts } from './count-deleted-contacts.ts';
import { type AlikeCompanies, listAlikeCompanies } from './list-alike-companies.ts';

/** What a check leaves somebody to decide before the import runs. */
export interface Questions extends AlikeCompanies {
  /** What becomes of companies that nobody answers for: they are made, or their rows are refused. */
  can_create_companies: boolean;
  /** Rows that are refused because their contact is deleted, and how many contacts these are. */
  deleted: { rows: number; contacts: number };
  /** Deleted contacts that the run would restore. */
  restored: number;
  may_restore: boolean;
}

/** The questions of a finished check; null at any other time. */
export async function readQuestions(ctx: Context, found: FoundImport): Promise<Questions | null> {
  const { id, record, state } = found;
  // A row that is a company makes it in any case.
  const can_create_companies = record === 'company' || found.can_create_companies;
  const { check } = found.progress;
  if (state !== 'checked' || !check) return null;
  const { caller } = ctx;
  const holds = (right: Right) => caller.kind === 'agent' && caller.rights.has(right);
  const rows = check.refused_by_code['imports.contact_deleted'] ?? 0;
  return {
    ...(await listAlikeCompanies(ctx, { id, limit: askedAtOnce })),
    can_create_companies,
    deleted: { rows, contacts: rows > 0 ? await countDeletedContacts(ctx, { id }) : 0 },
    restored: check.changed_by_field.deleted_at ?? 0,
    may_restore: holds('contacts.delete'),
  };
}
