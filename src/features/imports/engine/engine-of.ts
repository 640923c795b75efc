import { companyEngine } from '#features/imports/company-rows/company-engine.ts';
import type { ImportedRecord } from '#features/imports/import.ts';
import { contactEngine } from './contact-engine.ts';
import type { RecordEngine } from './record-engine.ts';

const engines: Record<ImportedRecord, RecordEngine> = { contact: contactEngine, company: companyEngine };

/** What takes records of a kind in. */
export function engineOf({ record }: { record: ImportedRecord }): RecordEngine {
  return engines[record];
}
