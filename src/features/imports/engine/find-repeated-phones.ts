import type { TableStream } from '#platform/tables/table.ts';
import { checkRow } from './check-row.ts';
import type { ImportPlan } from './plan-import.ts';

/**
 * Phones, in E.164 form, that stand in more than one row of a file: a switchboard, a family. Nobody is known by one. Reads
 * the whole file; remembers eight bytes or so of each number, not its text.
 */
export async function findRepeatedPhones(stream: TableStream, plan: ImportPlan): Promise<ReadonlySet<string>> {
  const seen = new Set<number | string>();
  const repeated = new Set<string>();
  for await (const rows of stream) {
    for (const row of rows) {
      for (const phone of phonesOf(checkRow(plan, row).values, plan)) {
        const key = /^\+\d{4,15}$/.test(phone) ? Number(phone) : phone;
        if (seen.has(key)) repeated.add(phone);
        seen.add(key);
      }
    }
  }
  return repeated;
}

/** The phones of a row in E.164 form, each once. */
export function phonesOf(values: Readonly<Record<string, unknown>>, { e164Of }: ImportPlan): Set<string> {
  const phones = [values.phone, values.mobile].map((typed) => (typeof typed === 'string' ? e164Of(typed) : null));
  return new Set(phones.filter((phone) => phone !== null));
}
