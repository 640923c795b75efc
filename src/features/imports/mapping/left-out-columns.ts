import type { ImportColumn } from '#features/imports/import.ts';
import { isPrivilegedHeader } from './guess-mapping.ts';
import { headerKey } from './header-words.ts';

/** Columns of our own and of other programs' keeping: they give nobody a right, and nobody may write them. */
const keptByPrograms = new Set(
  'why it was refused, 가져오지 못한 이유, id, account id, company id, contact id, created by import id, source, sort key, custom fields, created at, created on, created time, updated at, updated on, last sign in at, failed sign in count, __proto__, constructor, prototype, 생성일, 생성 일시, 수정일, 수정 일시'
    .split(',')
    .map(headerKey),
);

/**
 * Why a column may not be taken for what it says: it would give somebody `rights`, a way in or a state (threat F05), or it
 * is one that programs `keep`. Null for every other column. Somebody may still mean an ordinary field by it: many lists
 * have a column *Role* that is a job.
 */
export function reasonToLeaveOut(header: string): 'rights' | 'kept' | null {
  if (!isPrivilegedHeader(header)) return null;
  return keptByPrograms.has(headerKey(header)) ? 'kept' : 'rights';
}

/** Headers of the columns that are left out because they would give rights. */
export function leftOutColumns(columns: readonly ImportColumn[]): string[] {
  return columns
    .filter(({ header, field, rule }) => (field === null || rule === 'skip') && reasonToLeaveOut(header) === 'rights')
    .map(({ header }) => header);
}
