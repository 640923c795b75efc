/**
 * `node bench/prepare-rows.ts [ROWS]`: checks ROWS rows (300,000 unless told) of a plain customer list, Korean and English,
 * and makes lines of COPY of them, as an import does before the database sees anything. Prints rows per CPU second, the
 * best of five rounds: other work on the machine only takes away from it.
 */
import { contactFields } from '#features/contacts/contact.ts';
import { planImport } from '#features/imports/engine/plan-import.ts';
import { prepareChunks } from '#features/imports/engine/prepare-chunk.ts';
import { stageRows } from '#features/imports/engine/staged-rows.ts';
import type { ImportColumn } from '#features/imports/import.ts';
import type { Field } from '#platform/fields/field.ts';
import type { TableStream } from '#platform/tables/table.ts';

const count = Number(process.argv[2] ?? 300_000);
const own: Field[] = [
  { name: 'vip', kind: 'checkbox', label: { en: 'VIP' }, custom_field_id: 1 },
  { name: 'contract_no', kind: 'text', label: { en: 'Contract no.' }, custom_field_id: 2 },
];
const names = ['name', 'email', 'phone', 'job_title', 'company', 'tags', 'language'];
const refs = [...names, 'custom_fields.vip', 'custom_fields.contract_no', 'description'];
const columns: ImportColumn[] = refs.map((field) => ({ header: field, field, rule: 'overwrite' }));
const plan = planImport(columns, [...contactFields, ...own], {
  can_match_by_phone: false,
  can_create_companies: true,
  can_restore_deleted: false,
  company_choices: new Map(),
  options: { country: 'KR', empty_words: new Set() },
});

const cells = Array.from({ length: count }, (_, row) => cellsOf(row));
let best = 0;
for (let round = 0; round < 5; round++) {
  const staged = stageRows(plan, 'run');
  const before = process.cpuUsage();
  let lines = 0;
  for await (const chunk of prepareChunks(stream(), plan, staged, { position: 0, chunk_rows: 10_000 })) {
    lines += chunk.lines.pieces().length;
  }
  const { user } = process.cpuUsage(before);
  best = Math.max(best, count / (user / 1e6));
  if (lines === 0) throw new Error('no row passed');
}
console.log(`${Math.round(best).toLocaleString('en')} rows per CPU second`);

function cellsOf(row: number): string[] {
  const isKorean = row % 10 < 7;
  const digits = String(10_000_000 + ((row * 7_919) % 89_999_999));
  return [
    isKorean ? `김서연${'가나다라'[row % 4]}` : `Ruth King ${row % 97}`,
    `c${row}@mail-${row % 60}.example.${isKorean ? 'kr' : 'com'}`,
    isKorean ? `010-${digits.slice(0, 4)}-${digits.slice(4)}` : `+1 415 555 ${digits.slice(0, 4)}`,
    row % 3 ? '과장' : '',
    `푸른식품 ${row % 400}지점`,
    row % 5 ? '' : 'vip;trial',
    isKorean ? 'ko' : 'en',
    row % 2 ? 'O' : 'X',
    `C-${10_000 + (row % 90_000)}`,
    row % 4 ? '' : `${2000 + (row % 26)}년에 계약, 담당자 변경됨`,
  ];
}

function stream(): TableStream {
  return {
    bytes_read: 0,
    bytes_total: 0,
    async *[Symbol.asyncIterator]() {
      for (let at = 0; at < count; at += 2_000) {
        yield cells.slice(at, at + 2_000).map((row, offset) => ({
          row_number: at + offset + 1,
          line_number: at + offset + 2,
          cells: row,
        }));
      }
    },
  };
}
