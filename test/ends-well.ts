import assert from 'node:assert/strict';
import { Failure } from '#platform/failure.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import { translator } from '#platform/i18n/translator.ts';
import { type InspectOptions, inspectTable } from '#platform/tables/inspect-table.ts';
import { readTable } from '#platform/tables/read-table.ts';

const languages = [translator('en'), translator('ko')];

/**
 * Looks at a file, as told in `options`, and reads it to its end. Returns how that ended: the code of a Failure whose sentence exists in both
 * languages, or `rows`. Throws for whatever must never be: another error, rows of another width or out of order, characters
 * that were lost in a row that says nothing of it.
 */
export async function endsWell(path: string, options: InspectOptions = {}): Promise<string> {
  try {
    const { format, headers, problems } = await inspectTable(path, options);
    assert.equal(headers.length, format.column_count);
    for (const { code, values } of problems) hasSentence(code, values);
    let count = 0;
    for await (const rows of readTable(path, format)) {
      for (const row of rows) {
        count++;
        assert.equal(row.row_number, count);
        assert.equal(row.cells.length, format.column_count);
        if (!row.problems) assert.doesNotMatch(row.cells.join(), /[\0\ufffd]/);
        for (const { code, values } of row.problems ?? []) {
          for (const t of languages) assert.ok(t(`tables.rows.${code}`, values).length > code.length + 20);
        }
      }
    }
    return 'rows';
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    hasSentence(error.code, error.more.values ?? {});
    return error.code;
  }
}

function hasSentence(code: Failure['code'], values: Record<string, string | number>): void {
  for (const t of languages) assert.match(failureSentence(t, code, values), /^\S.{15,}[.]$/s);
}
