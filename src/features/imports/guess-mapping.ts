import type { Field, FieldKind, ReadOptions } from '#platform/fields/field.ts';
import { readFieldValue } from '#platform/fields/read-field-value.ts';
import { headerKey, headerWords, privilegedWords } from './header-words.ts';
import type { FieldProposal, ImportColumn } from './import.ts';
import { refOf, rulesOf, takesSeveralColumns } from './plan-import.ts';

export interface MappingQuestion {
  /** In the order of the file, '' for a blank one. */
  headers: readonly string[];
  /** First rows of the file, cells by column. */
  samples: readonly (readonly string[])[];
  /** Every field a column may go to: built-in ones, the company, the account's custom ones. */
  fields: readonly Field[];
  options: ReadOptions;
}

const privileged = new Set(privilegedWords.split(',').map(headerKey));
const builtIn = new Map(
  Object.entries(headerWords).flatMap(([name, words]) => words.split(',').map((word) => [headerKey(word), name])),
);

/** True for a column that may never be imported, such as `Role`, `is_admin` or `비밀번호`. */
export function isPrivilegedHeader(header: string): boolean {
  return privileged.has(headerKey(header)) || header.trim() === '__proto__';
}

/**
 * Which field each column means, told from its header (English, Korean, labels of custom fields, names of fields) and,
 * where that says nothing, from its values. A column that no field fits comes with a proposal for a custom field of
 * the kind its values fit. Every field is claimed once, by the first column that names it best.
 */
export function guessMapping({ headers, samples, fields, options }: MappingQuestion): ImportColumn[] {
  const cells = headers.map((_, position) =>
    samples.map((row) => row[position]?.trim() ?? '').filter((cell) => cell !== ''),
  );
  const byKey = wordsOfFields(fields);
  const claimed = new Set<string>();
  const found = new Map<number, Field>();
  const claim = (position: number, field: Field | undefined) => {
    if (!field || found.has(position) || (claimed.has(refOf(field)) && !takesSeveralColumns(field))) return;
    claimed.add(refOf(field));
    found.set(position, field);
  };
  const open = [...headers.keys()].filter((position) => headers[position] && !isPrivilegedHeader(headers[position]));
  // What a header names but its values deny (`연락처` over addresses) is left to the values.
  for (const position of open) {
    const field = byKey.get(headerKey(headers[position]!));
    if (field && !isDenied(field, cells[position]!, options)) claim(position, field);
  }
  for (const position of open) {
    if (!namesSomething.test(headers[position]!)) claim(position, fieldOfValues(cells[position]!, fields, options));
  }
  return headers.map((header, position) => {
    const field = found.get(position);
    if (field) return { header, field: refOf(field), rule: field.kind === 'emails' ? 'append' : rulesOf(field)[0]! };
    const isOpen = open.includes(position);
    return {
      header,
      field: null,
      rule: 'skip',
      ...(isOpen ? { proposal: proposalFor(header, cells[position]!, options) } : {}),
    };
  });
}

function wordsOfFields(fields: readonly Field[]): Map<string, Field> {
  const byKey = new Map<string, Field>();
  for (const field of fields.filter((field) => field.custom_field_id !== undefined)) {
    const labels = typeof field.label === 'string' ? [] : Object.values(field.label);
    for (const word of [field.name, ...labels]) byKey.set(headerKey(word), field);
  }
  const builtInFields = new Map(
    fields.filter((one) => one.custom_field_id === undefined).map((one) => [one.name, one]),
  );
  for (const field of builtInFields.values())
    if (!byKey.has(headerKey(field.name))) byKey.set(headerKey(field.name), field);
  for (const [key, name] of builtIn) {
    const field = builtInFields.get(name);
    if (field && !byKey.has(key)) byKey.set(key, field);
  }
  return byKey;
}

/** Kinds whose values can't be mistaken: most of a column has to fit. */
const strict: ReadonlySet<FieldKind> = new Set([
  'email',
  'emails',
  'language',
  'checkbox',
  'date',
  'number',
  'decimal',
]);
const telling = 0.8;

function isDenied(field: Field, cells: readonly string[], options: ReadOptions): boolean {
  if (cells.length === 0) return false;
  if (strict.has(field.kind)) return shareThatFits(field, cells, options) < 1 - telling;
  return field.kind === 'phone' && share(cells, looksLikeAddress) >= telling;
}

/** Only addresses and telephone numbers look like nothing else. */
function fieldOfValues(cells: readonly string[], fields: readonly Field[], options: ReadOptions): Field | undefined {
  if (cells.length === 0) return undefined;
  const email = fields.find(({ name }) => name === 'email');
  if (email && shareThatFits(email, cells, options) >= telling) return email;
  if (share(cells, looksLikePhone) < telling) return undefined;
  const isMobile = share(cells, (cell) => /^(?:\+82[\s-]?|0)?1[016789]/.test(cell)) >= telling;
  return fields.find(({ name }) => name === (isMobile ? 'mobile' : 'phone'));
}

function proposalFor(header: string, cells: readonly string[], options: ReadOptions): FieldProposal {
  return { kind: kindOf(header, cells, options), label: header.slice(0, 80) };
}

/** Numbers that are names for something: `Contract no.`, `사업자등록번호`. They keep their zeros and dashes as text. */
const namesSomething = /(?:\b(?:no|nr|num|number|id|code|key|zip|postcode|serial)\b|번호|코드|아이디)/i;

function kindOf(header: string, cells: readonly string[], options: ReadOptions): FieldProposal['kind'] {
  const fits = (kind: FieldKind) =>
    cells.length > 0 && shareThatFits({ name: 'value', kind, label: '' }, cells, options) === 1;
  if (cells.some((cell) => cell.includes('\n')) || cells.some((cell) => cell.length > 255)) return 'paragraph';
  if (fits('checkbox') && !cells.every((cell) => cell === '1')) return 'checkbox';
  if (namesSomething.test(header)) return 'text';
  if (fits('number')) return cells.every((cell) => /^\d{8}$/.test(cell)) && fits('date') ? 'date' : 'number';
  if (fits('decimal')) return 'decimal';
  if (fits('date')) return 'date';
  return cells.length > 0 && cells.every((cell) => /^https?:\/\//i.test(cell)) && fits('url') ? 'url' : 'text';
}

function shareThatFits(field: Field, cells: readonly string[], options: ReadOptions): number {
  return share(cells, (cell) => {
    const { value, problem } = readFieldValue(field, cell, options);
    return !problem && value !== null;
  });
}

function share(cells: readonly string[], fits: (cell: string) => boolean): number {
  return cells.filter(fits).length / cells.length;
}

function looksLikeAddress(cell: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell);
}

function looksLikePhone(cell: string): boolean {
  return /^(?=.*[+().-]|0)\+?[\d().\s-]{9,20}$/.test(cell) && cell.replace(/\D/g, '').length >= 9;
}
