import { claimAddress, claimNameParts } from '#features/imports/engine/claim-parts.ts';
import { type Claims, createClaims } from '#features/imports/engine/claims.ts';
import type { ColumnChoice, ImportColumn, ImportedRecord } from '#features/imports/import.ts';
import type { Field, ReadOptions } from '#platform/fields/field.ts';
import { readAddressHeader } from './address-header.ts';
import { companyHeaderWords, vagueCompanyWords } from './company-header-words.ts';
import { headerKey, headerWords, privilegedWords, vagueWords } from './header-words.ts';
import { isGoogleValue, labelColumnOf } from './labelled-columns.ts';
import { findProductId } from './product-ids.ts';
import { proposeField } from './propose-field.ts';
import { isQuietHeader } from './quiet-headers.ts';
import { isNoDate } from './reading-options.ts';
import { tellReading } from './tell-reading.ts';
import { fieldOfValues, isDenied, namesSomething } from './values-of-column.ts';

export interface MappingQuestion {
  /** What the rows are; contacts where it is not said. */
  record?: ImportedRecord;
  /** In the order of the file, '' for a blank one. */
  headers: readonly string[];
  /** First rows of the file, cells by column. */
  samples: readonly (readonly string[])[];
  /** Every field a column may go to: built-in ones, the company, the account's custom ones. */
  fields: readonly Field[];
  options: ReadOptions;
  /** Columns, by their places, of which it is known already what they mean. */
  settled?: ReadonlyMap<number, ColumnChoice>;
}

const privileged = new Set(privilegedWords.split(',').map(headerKey));
const keysOf = (words: Record<string, string>) =>
  new Map(Object.entries(words).flatMap(([name, list]) => list.split(',').map((word) => [headerKey(word), name])));
const words = {
  contact: { precise: keysOf(headerWords), vague: keysOf(vagueWords) },
  company: { precise: keysOf(companyHeaderWords), vague: keysOf(vagueCompanyWords) },
} satisfies Record<ImportedRecord, unknown>;

/** True for a column that may never be imported, such as `Role`, `is_admin` or `비밀번호`. */
export function isPrivilegedHeader(header: string): boolean {
  return privileged.has(headerKey(header)) || header.trim() === '__proto__';
}

/**
 * Which field each column means, told from its header (English, Korean, labels of custom fields, names of fields, files
 * of other programs) and, where that says nothing, from its values. A column that no field fits comes with a proposal for
 * a custom field of the kind its values fit. Every field is claimed once, by the first column that names it best, but for
 * those that may stand in several.
 */
export function guessMapping(question: MappingQuestion): ImportColumn[] {
  const { record = 'contact', headers, samples, fields, options, settled } = question;
  const { precise, vague } = words[record];
  const cells = headers.map((header, position) => filledCells(samples, header, position));
  const id = findProductId(headers, record);
  const isOpen = (header: string, position: number) =>
    header !== '' && !settled?.has(position) && (position === id || !isPrivilegedHeader(header));
  const open = [...headers.keys()].filter((position) => isOpen(headers[position]!, position));
  const claims = createClaims({ headers, cells, samples, open, fields, settled });
  claimByWords(claims, wordsOfFields(fields, precise), options);
  if (record === 'contact') {
    claimNameParts(claims);
    claimFirstEmail(claims);
  }
  claimByWords(claims, vague, options);
  if (record === 'contact') claimAddress(claims);
  claimProductId(claims, id);
  for (const position of open) {
    if (namesSomething.test(headers[position]!) || isQuietHeader(headers[position]!, record)) continue;
    claims.claim(position, fieldOfValues(cells[position]!, fields, options));
  }
  return headers.map((header, position) => {
    const known = settled?.get(position);
    const told = tellReading(cells[position]!);
    const column: ImportColumn = { header, ...(known ?? claims.columnOf(position)), ...(told && { told }) };
    if (isPrivilegedHeader(header) && column.field === null) return { header, field: null, rule: 'skip' };
    if (column.field !== null || header === '') return column;
    const is_quiet = known !== undefined || isSaid(header, position) || isQuiet(header) || isEmpty(position);
    const proposal = proposeField(header, cells[position]!, options);
    return { ...column, proposal: { ...proposal, ...(is_quiet && { is_quiet }) } };
  });

  /** The same stands in another column: a name in parts, a time zone in other words, a *Title* beside a job title. */
  function isSaid(header: string, position: number): boolean {
    const key = headerKey(header);
    const ref = vague.get(key) ?? (precise.get(key) === 'time_zone' ? 'time_zone' : undefined);
    return claims.isReleased(position) || (ref !== undefined && saidOnce.has(ref) && claims.isTaken(ref));
  }

  /** Companies have no address of their own here, and its parts would make a field each; a region may be one of sales. */
  function isQuiet(header: string): boolean {
    if (isQuietHeader(header, record)) return true;
    const key = headerKey(header);
    return record === 'company' && key !== 'region' && readAddressHeader(key) !== null;
  }

  /** Nobody misses an empty column, unless nothing is known of any. */
  function isEmpty(position: number): boolean {
    return samples.length > 0 && cells[position]!.length === 0;
  }
}

/** Fields of which other programs write further columns that say nothing more. */
const saidOnce = new Set(['time_zone', 'job_title', 'company']);

/** What the first rows have in a column; of several values in a cell the first. */
function filledCells(samples: MappingQuestion['samples'], header: string, position: number): string[] {
  const firstOf = isGoogleValue(header) ? (cell: string) => cell.split(':::')[0]! : (cell: string) => cell;
  return samples.map((row) => firstOf(row[position] ?? '').trim()).filter((cell) => cell !== '' && !isNoDate(cell));
}

/** Words by key: labels and names of the account's own fields come first, then ours. */
function wordsOfFields(fields: readonly Field[], precise: ReadonlyMap<string, string>): Map<string, string> {
  const byKey = new Map<string, string>();
  for (const { custom_field_id, label, name } of fields) {
    if (custom_field_id === undefined) continue;
    const labels = typeof label === 'string' ? [] : Object.values(label);
    for (const word of [name, ...labels]) byKey.set(headerKey(word), `custom_fields.${name}`);
  }
  const names = fields.filter((one) => one.custom_field_id === undefined).map(({ name }) => [headerKey(name), name]);
  for (const [key, ref] of [...(names as [string, string][]), ...precise]) if (!byKey.has(key)) byKey.set(key, ref);
  return byKey;
}

/** What a header names but its values deny (`연락처` over addresses) is left to the values. */
function claimByWords(claims: Claims, words: ReadonlyMap<string, string>, options: ReadOptions): void {
  const { headers, open, cells } = claims;
  const columns = headers.map((header) => ({ header }));
  for (const position of open) {
    const named = words.get(headerKey(headers[position]!));
    if (named === undefined || named === 'address') continue;
    const isUnlabelled = named === 'labelled_phone' && labelColumnOf(columns, position) === undefined;
    const ref = isUnlabelled ? 'phone' : named;
    const field = claims.fieldOf(ref);
    if (field && !isDenied(field, cells[position]!, options)) claims.claimRef(position, ref);
  }
}

/** A lone column of private or further addresses holds those by which people are known. */
function claimFirstEmail(claims: Claims): void {
  const [only] = claims.positionsOf('other_emails');
  if (only === undefined || claims.isTaken('email')) return;
  if (claims.cells[only]!.every((cell) => !/[\s,;]/.test(cell))) claims.move(only, 'email');
}

/** The numbers that another program has given its contacts are as good as any external id. */
function claimProductId(claims: Claims, id: number): void {
  const numbers = id === -1 ? [] : claims.cells[id]!;
  if (numbers.length === 0 || new Set(numbers).size < numbers.length) return;
  const [better] = claims.positionsOf('unique_external_id');
  if (better !== undefined && claims.cells[better]!.length > 0) return;
  if (better !== undefined) claims.release(better);
  claims.claimRef(id, 'unique_external_id');
}
