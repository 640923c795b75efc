import { findAccount } from '#features/accounts/find-account.ts';
import type { Changes } from '#features/change-log/change.ts';
import { contactFields } from '#features/contacts/contact.ts';
import { contactValues } from '#features/contacts/contact-values.ts';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import outbox from '#locales/en/outbox.json' with { type: 'json' };
import type { Context } from '#platform/context.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import type { PdfBlock } from '#platform/pdf/pdf-document.ts';
import { writePdf } from '#platform/pdf/write-pdf.ts';
import { datesOf } from './dates-of.ts';
import { type HeldOfPerson, readPerson } from './read-person.ts';
import { sayValue } from './say-value.ts';
import { tellChanges } from './tell-changes.ts';
import { toldWords } from './told-words.ts';

/** All data of a contact as JSON, for a program: every value as it is kept, photos as base64. */
export async function writePersonJson(
  ctx: Context,
  { contact_id }: { contact_id: number },
): Promise<{ name: string; bytes: string }> {
  const { contact, places } = await readPerson(ctx, { contact_id });
  const { name: help_desk } = await findAccount(ctx);
  const held = Object.fromEntries(places.map(({ place, rows }) => [place, rows]));
  const {
    emails: _emails,
    memberships: _memberships,
    portal_state: _state,
    locked_by_name: _locker,
    ...record
  } = contact;
  const whole = { help_desk, exported_at: ctx.clock.now(), record, ...held };
  return { name: `${contact.name}.json`, bytes: `${JSON.stringify(whole, null, 2)}\n` };
}

/** The same as PDF, for a person to read, in the reader's language. */
export async function writePersonPdf(
  ctx: Context,
  { contact_id }: { contact_id: number },
): Promise<{ name: string; bytes: Uint8Array }> {
  const { t } = ctx;
  const { locale } = ctx.caller;
  const { contact, places } = await readPerson(ctx, { contact_id });
  const account = await findAccount(ctx);
  const fields = [...contactFields, ...(await listCustomFields(ctx, { record: 'contact' })).map(fieldOfCustomField)];
  const dates = datesOf({ locale, time_zone: account.time_zone });
  const say = { ctx, dates, fields };
  const title = t('privacy.person.title', { name: contact.name });
  const values: Record<string, FieldValue> = { ...contact.custom_fields, ...contactValues(contact) };
  const filled = fields.filter(({ name }) => (values[name] ?? null) !== null);
  const bytes = await writePdf({
    title,
    subtitle: t('privacy.words.held_by', { account: account.name, at: dates.moment(ctx.clock.now()) }),
    language: locale,
    footer: `${title} · ${account.name}`,
    created_at: ctx.clock.now(),
    blocks: [
      { kind: 'heading', text: t('privacy.places.record') },
      {
        kind: 'facts',
        rows: [
          ...filled.map((field): [string, string] => [
            labelOf(field, locale, t),
            sayValue({ t, dates }, field, values[field.name]!),
          ]),
          [t('privacy.columns.created_at'), dates.moment(contact.created_at)],
          [t('privacy.columns.updated_at'), dates.moment(contact.updated_at)],
        ],
      },
      ...places.flatMap(({ place, rows }) => placeBlocks(say, place, rows)),
    ],
  });
  return { name: `${contact.name}.pdf`, bytes };
}

interface Saying {
  ctx: Context;
  dates: ReturnType<typeof datesOf>;
  fields: readonly Field[];
}

function placeBlocks(
  say: Saying,
  place: HeldOfPerson['places'][number]['place'],
  rows: readonly Record<string, unknown>[],
): PdfBlock[] {
  const { t } = say.ctx;
  // Pictures are in the other file, acts are sentences; what is empty in every row needs no column.
  const saidElsewhere = ['picture', ...(place === 'timeline' ? ['by', 'import_id'] : [])];
  const columns = Object.keys(rows[0]!).filter(
    (name) => !saidElsewhere.includes(name) && rows.some((row) => (row[name] ?? null) !== null),
  );
  return [
    { kind: 'heading', text: t(`privacy.places.${place}`) },
    {
      kind: 'table',
      columns: columns.map((name) => ({ header: t(`privacy.columns.${name}`), width: widths[name] ?? 3 })),
      rows: rows.map((row) => columns.map((name) => cellOf(say, name, row))),
    },
  ];
}

/** Shares of a table's width; 3 where nothing is said. */
const widths: Record<string, number> = { changes: 6, user_agent: 5, email: 4, to_address: 4, act: 5, is_primary: 2 };

function cellOf(say: Saying, column: string, row: Record<string, unknown>): string {
  const { ctx, dates } = say;
  const { t } = ctx;
  const value = row[column];
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dates.moment(value);
  if (typeof value === 'boolean') return t(value ? 'ui.field.yes' : 'ui.field.no');
  if (column === 'act') {
    const who = t(`privacy.words.${String(row.by)}`);
    return t(`change_log.acts.contact.${String(value)}`, { who, import: String(row.import_id ?? '') });
  }
  if (column === 'changes') return tellChanges(say, value as Changes);
  if (column === 'kind') return t(`outbox.kinds.${kindKey(String(value))}`);
  if (toldWords.has(String(value)) && column !== 'company') return t(`privacy.words.${String(value)}`);
  return textOf(value);
}

/** A kind of mail as its name in the outbox. */
function kindKey(kind: string): string {
  const key = kind.replaceAll('.', '_');
  return Object.hasOwn(outbox.kinds, key) ? key : 'other';
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return Array.isArray(value) ? value.map(textOf).join(', ') : String(value);
}
