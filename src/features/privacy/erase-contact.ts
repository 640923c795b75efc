import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { type MarkedValue, markOf } from '#features/contacts/tombstones/tombstone.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { sortKey } from '#platform/fields/sort-key.ts';
import { cleanReason } from './clean-reason.ts';
import { contactRow } from './contact-row.ts';
import { accountOf, countPlaces } from './count-places.ts';
import { dropImportFiles } from './drop-import-files.ts';
import { type ErasedPlace, type ErasureMode, referenceOf } from './erasure.ts';
import { findPerson, type Person } from './find-person.ts';
import { givenTo } from './given-to.ts';
import { places } from './places.ts';
import { listKeptFiles, searchImportFiles, statesAtWork } from './search-import-files.ts';

export interface ErasureInput {
  contact_id: number;
  mode: ErasureMode;
  /** For the certificate, as the requester gave it; it must not say who he is. */
  reason?: string;
  /** Whoever calls has said that he knows: this can not be undone. */
  is_confirmed: boolean;
}

/**
 * Deletes a contact for ever: his values go from every place of `places`, files that name him are dropped, and what remains
 * is a tombstone by which imports know him again and a certificate, whose id it gives. Works for a deleted contact too.
 * Refuses while an import whose file names him, or a bulk action with a value of his, is at work.
 */
export async function eraseContact(ctx: Context, input: ErasureInput): Promise<{ id: number }> {
  allow(ctx, 'contacts.erase');
  if (!input.is_confirmed) throw new Failure('invalid', 'privacy.not_confirmed', { field: 'is_confirmed' });
  const reason = cleanReason(input.reason);
  let known = '';
  let named = new Map<number, boolean>();
  // Files are read before the transaction, which takes no longer than it must; whatever changed meanwhile is read again.
  for (;;) {
    const person = await inTransaction(ctx, (ctx) => findPerson(ctx, input));
    if (JSON.stringify(person) !== known) named = new Map();
    known = JSON.stringify(person);
    await searchImportFiles(ctx, person, named);
    const done = await inTransaction(ctx, (ctx) => eraseSearched(ctx, { ...input, reason, known, named }));
    if (done) return done;
  }
}

interface Searched {
  contact_id: number;
  mode: ErasureMode;
  reason: string | null;
  /** The person as he was when the files were searched. */
  known: string;
  named: ReadonlyMap<number, boolean>;
}

/** Null where the person or the files are no longer those that were searched. */
async function eraseSearched(ctx: Context, { contact_id, mode, reason, known, named }: Searched) {
  // A change log of millions is read once through; a page's five seconds are not meant for that.
  await sql`select set_config('statement_timeout', '10min', true)`.execute(ctx.db);
  const person = await findPerson(ctx, { contact_id, isLocked: true });
  const files = await listKeptFiles(ctx);
  if (JSON.stringify(person) !== known || files.some(({ file_id }) => !named.has(file_id))) return null;
  const naming = files.filter(({ file_id }) => named.get(file_id));
  await refuseWhileAtWork(ctx, person);
  const { db, caller, clock } = ctx;
  const { backup_days } = await db.selectFrom('account').select('backup_days').executeTakeFirstOrThrow();
  const { id } = await db
    .insertInto('erasure')
    .values({
      account_id: caller.account_id,
      mode,
      agent_id: caller.kind === 'agent' ? caller.agent_id : null,
      reason,
      places: '[]',
      backups_until: sql`(${clock.now()}::timestamptz + make_interval(days => ${backup_days}))::date`,
      erased_at: clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const told: ErasedPlace[] = [
    { place: 'record', done: mode === 'remove' ? 'removed' : 'blanked', count: person.ids.length },
  ];
  told.push(...(await emptyPlaces(ctx, person)), ...(await dropFiles(ctx, naming)));
  await eraseRow(ctx, person, mode, referenceOf({ id, erased_at: clock.now() }));
  const marked = await writeTombstones(ctx, person, id);
  if (marked > 0) told.push({ place: 'tombstones', done: 'made', count: marked });
  await db
    .updateTable('erasure')
    .set({ places: JSON.stringify(told) })
    .where('id', '=', id)
    .execute();
  await recordChange(ctx, { record: 'contact', record_id: person.id, act: 'erased' });
  return { id };
}

/** What a bulk action is still to write can not be taken from it. */
async function refuseWhileAtWork(ctx: Context, person: Person): Promise<void> {
  const { rows } = await sql`
    select from bulk_action where ${accountOf(ctx, 'bulk_action')} and state in ('waiting', 'running')
      and ${givenTo(person)} limit 1`.execute(ctx.db);
  if (rows.length > 0) throw new Failure('conflict', 'privacy.bulk_action_at_work');
}

async function emptyPlaces(ctx: Context, person: Person): Promise<ErasedPlace[]> {
  const told: ErasedPlace[] = [];
  for (const one of places) {
    const { table, rows, done, blank, place } = one;
    if (done === 'left') {
      told.push(...(await countPlaces(ctx, person, [one])));
      continue;
    }
    if (one.blankByFunction) {
      const { rows: found } = await sql<{ count: number }>`select ${one.blankByFunction(person)} as count`.execute(
        ctx.db,
      );
      if (found[0]!.count > 0) told.push({ place, done, count: found[0]!.count });
      continue;
    }
    const where = sql`where ${accountOf(ctx, table)} and ${rows(person)}`;
    const { numAffectedRows } = blank
      ? await sql`update ${sql.table(table)} set ${blank(person)} ${where}`.execute(ctx.db)
      : await sql`delete from ${sql.table(table)} ${where}`.execute(ctx.db);
    if (numAffectedRows) told.push({ place, done, count: Number(numAffectedRows) });
  }
  return told;
}

async function dropFiles(ctx: Context, naming: Awaited<ReturnType<typeof listKeptFiles>>): Promise<ErasedPlace[]> {
  const atWork = naming.find(({ state }) => statesAtWork.includes(state));
  if (atWork) {
    const { id: import_id, file_name: name } = atWork;
    throw new Failure('conflict', 'privacy.import_at_work', { values: { name }, existing: { import_id } });
  }
  await dropImportFiles(
    ctx,
    naming.map(({ id }) => id),
    'imports.file_erased',
  );
  return naming.length > 0 ? [{ place: 'import_files', done: 'removed', count: naming.length }] : [];
}

async function eraseRow(
  { db, clock, t }: Context,
  { ids }: Person,
  mode: ErasureMode,
  reference: string,
): Promise<void> {
  if (mode === 'remove') {
    await db.deleteFrom('contact').where('id', 'in', ids).execute();
    return;
  }
  const name = t('privacy.nameless', { reference });
  const blanked = Object.entries(contactRow.blanked).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`
    update contact set name = ${name}, sort_key = ${sortKey(name)}, ${sql.join(blanked)},
      deleted_at = ${clock.now()}, erased_at = ${clock.now()}, updated_at = ${clock.now()}
    where id = any(${ids}::bigint[])`.execute(db);
}

async function writeTombstones(ctx: Context, { emails, external_ids }: Person, erasure_id: number): Promise<number> {
  const { db, caller, clock } = ctx;
  const marked: MarkedValue[] = [
    ...emails.map((value) => ({ kind: 'email', value }) as const),
    ...external_ids.map((value) => ({ kind: 'unique_external_id', value }) as const),
  ];
  if (marked.length === 0) return 0;
  await db
    .insertInto('tombstone')
    .values(
      marked.map((one) => ({
        account_id: caller.account_id,
        key_hash: markOf(ctx, one),
        kind: one.kind,
        erasure_id,
        erased_at: clock.now(),
      })),
    )
    .onConflict((same) =>
      same.columns(['account_id', 'key_hash']).doUpdateSet((row) => ({
        erasure_id: row.ref('excluded.erasure_id'),
        erased_at: row.ref('excluded.erased_at'),
        lifted_at: null,
        lifted_by_agent_id: null,
        lifted_reason: null,
      })),
    )
    .execute();
  return marked.length;
}
