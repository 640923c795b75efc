import type { ImportColumn, ImportedRecord } from '#features/imports/import.ts';
import { companyHeaderWords } from './company-header-words.ts';
import { headerKey } from './header-words.ts';

const keysOf = (...refs: string[]) => refs.flatMap((ref) => companyHeaderWords[ref]!.split(',').map(headerKey));
/** What people and companies alike are called. */
const anyName = new Set(['name', '이름', '명칭'].map(headerKey));
const nameMarks = new Set(keysOf('name').filter((key) => !anyName.has(key)));
/** What is said of companies only. */
const strongMarks = new Set(keysOf('domains', 'parent_company', 'industry'));
const weakMarks = new Set(keysOf('account_tier', 'health_score', 'renewal_date'));
const people = /^(?:email|other_emails|first_name|last_name|middle_name|mobile|job_title)$/;

/** True for a list taken for contacts that names companies and nobody in them: no address, no person's name, no mobile number. */
export function looksLikeCompanies(
  headers: readonly string[],
  columns: readonly Pick<ImportColumn, 'header' | 'field'>[],
): boolean {
  if (namesPeople(columns)) return false;
  const names = columns.filter(({ field }) => field === 'name').map(({ header }) => headerKey(header));
  if (names.some((key) => !anyName.has(key))) return false;
  const keys = headers.map(headerKey);
  if (keys.some((key) => strongMarks.has(key))) return true;
  return names.length === 0 && keys.some((key) => nameMarks.has(key) || weakMarks.has(key));
}

/** What a list taken for contacts holds by its looks; null where its columns could be of either. */
export function recordItLooksLike(
  headers: readonly string[],
  columns: readonly Pick<ImportColumn, 'header' | 'field'>[],
): ImportedRecord | null {
  if (namesPeople(columns)) return 'contact';
  return looksLikeCompanies(headers, columns) ? 'company' : null;
}

function namesPeople(columns: readonly Pick<ImportColumn, 'field'>[]): boolean {
  return columns.some(({ field }) => field !== null && people.test(field));
}
