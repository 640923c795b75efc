import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Command, CommandContext, Given, Terminal } from '#platform/command.ts';
import { Failure } from '#platform/failure.ts';
import { answer, refuseBroken, waitFor } from './answer-import.ts';
import { checkImport } from './check-import.ts';
import { createImport } from './create-import.ts';
import { findImport } from './find-import.ts';
import type { ImportColumn, ImportedRecord, Rule } from './import.ts';
import { listImports } from './list-imports.ts';
import { fieldParts, isPart } from './mapping/field-parts.ts';
import type { ToldFormat } from './mapping/inspect-file.ts';
import { updateMapping } from './mapping/update-mapping.ts';
import { listAlikeCompanies } from './questions/list-alike-companies.ts';
import { updateChoices } from './questions/update-choices.ts';
import { refuseUnreadable } from './refuse-unreadable.ts';
import { startImport } from './start-import.ts';

/** What every list can be told. */
const options = {
  map: { type: 'string', multiple: true },
  rule: { type: 'string', multiple: true },
  'use-alike-companies': { type: 'boolean' },
  'create-fields': { type: 'boolean' },
  encoding: { type: 'string' },
  delimiter: { type: 'string' },
  sheet: { type: 'string' },
  'header-row': { type: 'string' },
  check: { type: 'boolean' },
  json: { type: 'boolean' },
} satisfies Command['options'];

/** `maru import contacts FILE`: a list from a file into the directory, as the pages do it. */
export const importContactsCommand: Command = {
  name: 'import contacts',
  synopsis:
    'FILE [--map "Header=field" …] [--rule "field=overwrite|if_empty|append|skip" …] [--create-companies] [--use-alike-companies] [--restore-deleted] [--create-fields] [--encoding cp949] [--delimiter ";"] [--sheet "Sheet1"] [--header-row 5] [--check] [--json]',
  help: 'imports.commands.contacts',
  options: {
    ...options,
    'create-companies': { type: 'boolean' },
    'restore-deleted': { type: 'boolean' },
  },
  run: (ctx, given, terminal) => importFile('contact', ctx, given, terminal),
};

/** `maru import companies FILE`. */
export const importCompaniesCommand: Command = {
  name: 'import companies',
  synopsis:
    'FILE [--map "Header=field" …] [--rule "field=overwrite|if_empty|append|skip" …] [--create-parents] [--use-alike-companies] [--create-fields] [--encoding cp949] [--delimiter ";"] [--sheet "Sheet1"] [--header-row 5] [--check] [--json]',
  help: 'imports.commands.companies',
  options: { ...options, 'create-parents': { type: 'boolean' } },
  run: (ctx, given, terminal) => importFile('company', ctx, given, terminal),
};

async function importFile(
  record: ImportedRecord,
  ctx: CommandContext,
  given: Given,
  terminal: Terminal,
): Promise<void> {
  const [path, ...more] = given.words;
  if (path === undefined || more.length > 0) throw new Failure('invalid', 'imports.no_file');
  await refuseUnreadable(path);
  const { id } = await createImport(ctx, {
    record,
    name: basename(path),
    bytes: createReadStream(path),
    told: toldBy(given),
  });
  const { columns } = await findImport(ctx, { id });
  await updateMapping(ctx, {
    id,
    columns: withRules(withFields(columns, given), given),
    can_create_companies: given.options[record === 'contact' ? 'create-companies' : 'create-parents'] === true,
    creates_fields: given.options['create-fields'] === true,
  });
  if (given.options['restore-deleted'] === true) await updateChoices(ctx, { id, can_restore_deleted: true });
  if (given.options['use-alike-companies'] === true) await answerAlikeCompanies(ctx, id, terminal);
  const isCheck = given.options.check === true;
  await (isCheck ? checkImport(ctx, { id }) : startImport(ctx, { id }));
  const found = await waitFor(ctx, id, terminal);
  const { unanswered_count } = await listAlikeCompanies(ctx, { id, limit: 0 });
  const alike_companies = isCheck ? unanswered_count : null;
  answer(ctx, found, terminal, { alike_companies, isCheck, isJson: given.options.json === true });
}

/** `maru import list`: the newest fifty. */
export const importListCommand: Command = {
  name: 'import list',
  synopsis: '',
  help: 'imports.commands.list',
  options: {},
  async run(ctx, _given, terminal) {
    for (const { id, state, file_name, counts } of await listImports(ctx)) {
      terminal.answer(`${id}\t${ctx.t(`imports.states.${state}`)}\t${counts?.rows ?? '-'}\t${file_name}`);
    }
  },
};

/** How the file is to be read, as far as it was said; `tab` stands for the character that no shell passes on easily. */
function toldBy({ options }: Given): ToldFormat {
  const { encoding, delimiter, sheet, 'header-row': row } = options as Record<string, string | undefined>;
  return {
    encoding,
    delimiter: delimiter === 'tab' ? '\t' : delimiter,
    sheet,
    header_row: row === undefined ? undefined : Number(row),
  };
}

/** `--map "Header=field"`: the column goes there; to nothing where the field is left empty. */
function withFields(columns: readonly ImportColumn[], given: Given): ImportColumn[] {
  const mapped = [...columns];
  for (const [header, field] of pairs(given.options.map, 'field')) {
    const at = mapped.findIndex((column) => column.header.trim() === header);
    if (at === -1) {
      const headers = mapped.map((column) => column.header).join(', ');
      throw new Failure('invalid', 'imports.no_such_header', { values: { header, headers } });
    }
    const { proposal: _, ...column } = mapped[at]!;
    const rule = field === 'other_emails' ? 'append' : 'overwrite';
    mapped[at] = field === '' ? { ...column, field: null, rule: 'skip' } : { ...column, field, rule };
  }
  return mapped;
}

/** `--rule "field=if_empty"`. */
function withRules(columns: readonly ImportColumn[], given: Given): ImportColumn[] {
  const rules = new Map(pairs(given.options.rule, 'rule'));
  return columns.map((column) => {
    const { field } = column;
    const rule =
      field === null ? undefined : (rules.get(field) ?? (isPart(field) ? rules.get(fieldParts[field]) : undefined));
    return rule === undefined ? column : { ...column, rule: rule as Rule };
  });
}

function pairs(option: Given['options'][string], what: string): [string, string][] {
  const texts = Array.isArray(option) ? option.map(String) : [];
  return texts.map((text) => {
    const at = text.lastIndexOf('=');
    if (at < 1) throw new Failure('invalid', 'imports.bad_option', { values: { text, what } });
    return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  });
}

/** Only a check finds the companies that are like known ones, so there is one before the run. */
async function answerAlikeCompanies(ctx: CommandContext, id: number, terminal: Terminal): Promise<void> {
  await checkImport(ctx, { id });
  refuseBroken(await waitFor(ctx, id, terminal));
  await updateChoices(ctx, { id, companies: 'use' });
}
