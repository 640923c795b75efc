import en from '#locales/en/change-log.json' with { type: 'json' };
import type { Acts, ChangedRecord } from './change.ts';

/** Every act of every record: those that have a sentence, since none is without. */
export const actsOfRecords = Object.fromEntries(
  Object.entries(en.acts).map(([record, acts]) => [record, Object.keys(acts)]),
) as unknown as { [R in ChangedRecord]: readonly (keyof Acts[R] & string)[] };
