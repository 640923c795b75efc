import type { ImportedRecord } from './import.ts';

/** What stands behind the key of a sentence that speaks of contacts where it speaks of companies. */
export function suffixOf(record: ImportedRecord): '' | '_company' {
  return record === 'company' ? '_company' : '';
}

/** The record that an address or a form asks for; contacts where it is none of ours. */
export function recordOf(asked: string | null | undefined): ImportedRecord {
  return asked === 'company' ? 'company' : 'contact';
}

/** Where a list of such records is uploaded. */
export function pathOfUpload(record: ImportedRecord): string {
  return record === 'company' ? '/imports/new?record=company' : '/imports/new';
}
