import { companyEngine } from './company-rows/company-engine.ts';
import { contactEngine } from './contact-engine.ts';
import type { ImportedRecord } from './import.ts';
import type { RecordEngine } from './record-engine.ts';

const engines: Record<ImportedRecord, RecordEngine> = { contact: contactEngine, company: companyEngine };

/** What takes records of a kind in. */
export function engineOf({ record }: { record: ImportedRecord }): RecordEngine {
  return engines[record];
}
