import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { companyFields } from '#features/companies/company.ts';
import { contactFields } from '#features/contacts/contact.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { guessMapping } from './guess-mapping.ts';
import { looksLikeCompanies } from './looks-like-companies.ts';

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

const read = (name: string): Record<string, ProductFile> =>
  JSON.parse(readFileSync(join(projectFolder, 'test/fixtures', name), 'utf8'));

function guess({ headers: line, row }: ProductFile, record: 'contact' | 'company') {
  const headers = line.split(',');
  const samples = [headers.map((header) => row[header] ?? '')];
  const fields = record === 'contact' ? contactFields : companyFields;
  return { headers, columns: guessMapping({ record, headers, samples, fields, options }) };
}

for (const [product, file] of Object.entries(read('company-exports.json'))) {
  test(`every column of a list of companies of ${product} that has a field is understood without a click`, () => {
    const { headers, columns } = guess(file, 'company');
    for (const header of [...Object.keys(file.row), ...Object.keys(file.mapped)])
      assert.ok(headers.includes(header), header);
    const found = columns.flatMap(({ header, field }) => (field === null ? [] : [[header, field]]));
    assert.deepEqual(Object.fromEntries(found), file.mapped);
    const loud = columns.filter(({ field, proposal }) => field === null && proposal && !proposal.is_quiet);
    assert.deepEqual(
      loud.map(({ header }) => header),
      file.offered ?? [],
    );
  });

  test(`a list of companies of ${product} that was taken for contacts is noticed`, () => {
    const { headers, columns } = guess(file, 'contact');
    assert.equal(looksLikeCompanies(headers, columns), true);
  });
}

test('no list of contacts of another program is taken for one of companies', () => {
  for (const [product, file] of Object.entries(read('exports.json'))) {
    const { headers, columns } = guess(file, 'contact');
    assert.equal(looksLikeCompanies(headers, columns), false, product);
  }
});
