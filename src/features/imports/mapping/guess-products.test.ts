import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contactFields } from '#features/contacts/contact.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { guessMapping } from './guess-mapping.ts';

const options = { country: 'KR', empty_words: new Set<string>() };

interface ProductFile {
  /** The header line, as the program writes it. */
  headers: string;
  /** What stands in the first row; all other cells are empty. */
  row: Record<string, string>;
  /** Where columns go; all others are left out. */
  mapped: Record<string, string>;
  /** Columns for which a field is offered aloud. */
  offered?: string[];
}

const files: Record<string, ProductFile> = JSON.parse(
  readFileSync(join(projectFolder, 'test/fixtures/exports.json'), 'utf8'),
);

for (const [product, { headers: line, row, mapped, offered = [] }] of Object.entries(files)) {
  test(`every column of an export of ${product} that says something of a customer is understood without a click`, () => {
    const headers = line.split(',');
    for (const header of [...Object.keys(row), ...Object.keys(mapped)]) assert.ok(headers.includes(header), header);
    const samples = [headers.map((header) => row[header] ?? '')];
    const columns = guessMapping({ headers, samples, fields: contactFields, options });
    const found = columns.flatMap(({ header, field }) => (field === null ? [] : [[header, field]]));
    assert.deepEqual(Object.fromEntries(found), mapped);
    const loud = columns.filter(({ field, proposal }) => field === null && proposal && !proposal.is_quiet);
    assert.deepEqual(
      loud.map(({ header }) => header),
      offered,
    );
  });
}
