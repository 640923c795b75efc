import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { isConnectionLost } from '#platform/database/is-connection-lost.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { JobContext } from '#platform/queue/job.ts';
import { readTable } from '#platform/tables/read-table.ts';
import { correctRows } from './corrections/correct-rows.ts';
import { listCorrections } from './corrections/list-corrections.ts';
import { applyFile } from './engine/apply-file.ts';
import { findAwaitedParents } from './engine/find-awaited-parents.ts';
import { findDateOrders } from './engine/find-date-orders.ts';
import { findRepeatedPhones } from './engine/find-repeated-phones.ts';
import { keepDateOrders } from './engine/keep-date-orders.ts';
import { planImport } from './engine/plan-import.ts';
import { readTombstones } from './engine/read-tombstones.ts';
import { withDateOrders } from './engine/with-date-orders.ts';
import { finishImport } from './finish-import.ts';
import type { Phase } from './import.ts';
import { keepLease, type Lease } from './keep-lease.ts';
import { listImportFields } from './list-import-fields.ts';
import { listCompanyChoices } from './questions/list-company-choices.ts';
import { matchCompanies } from './questions/match-companies.ts';
import { type TakenImport, takeImport } from './take-import.ts';
import { runUndo } from './undo/run-undo.ts';
import { withFile } from './with-file.ts';

/** A job's context, of which an import needs no mail. */
type ImportContext = Omit<JobContext, 'mail'>;

/** Tries that ended in trouble of its own and got nowhere before an import is given up. */
const mostTries = 5;
/** Tries that ended in anything, also in the end of the program or of the server, without getting on in between. */
const mostEnds = 20;

/**
 * Checks, runs or undoes an import to its end, from where an earlier worker has left it. Does nothing when there is nothing
 * to do, when another worker is at it, or when it is not its turn yet, and stops without a word when it was paused,
 * cancelled or taken over. A file that can not be read fails the import with the reason; anything unexpected is tried again
 * by the queue.
 */
export async function runImport(ctx: ImportContext, { import_id }: { import_id: number }): Promise<void> {
  const taken = await takeImport(ctx, import_id);
  if (!taken) return;
  const lease = keepLease(ctx, taken);
  try {
    if (taken.try_count >= mostEnds) throw brokeOff();
    await workOff(ctx, taken, lease);
    await finishImport(ctx, taken, null);
  } catch (error) {
    if (!(error instanceof Failure)) {
      // Its connection was ended from outside, or it has noticed by itself.
      if (!(await lease.isOurs())) return;
      if (ctx.stopping.aborted || isConnectionLost(error) || taken.try_count + 1 < mostTries) throw error;
      ctx.log.error({ import_id, err: error }, 'an import was given up');
    }
    await finishImport(ctx, taken, error instanceof Failure ? error : brokeOff());
  } finally {
    await lease.end();
  }
}

function brokeOff(): Failure {
  return new Failure('unavailable', 'imports.broke_off');
}

async function workOff(ctx: ImportContext, taken: TakenImport, lease: Lease): Promise<void> {
  const { phase } = taken;
  if (phase === 'undo') await runUndo(ctx, taken, lease);
  else await applyTaken(ctx, { ...taken, phase }, lease);
}

async function applyTaken(ctx: ImportContext, taken: TakenImport & { phase: Phase }, lease: Lease): Promise<void> {
  const { id: import_id, file_id, format, phase, agent_id, chunk_rows } = taken;
  if (file_id === null) throw new Failure('expired', 'imports.file_gone');
  const { goOn, signal } = lease;
  const { fields, options } = await listImportFields(ctx, taken);
  const planned = planImport(taken.columns, fields, {
    ...taken,
    company_choices: await listCompanyChoices(ctx, import_id),
    options,
    keeps_resident_numbers: taken.resident_number_reason !== null,
    ...(taken.record === 'contact' && { is_erased: await readTombstones(ctx) }),
  });
  await withFile(ctx, file_id, async (path) => {
    const corrections = await listCorrections(ctx, import_id);
    const read = () => correctRows(readTable(path, format, { signal }), corrections);
    const orders = await findDateOrders(planned, read());
    await keepDateOrders(ctx, taken, orders);
    const dated = withDateOrders(planned, orders);
    const awaited_parents = await findAwaitedParents(dated, read);
    const repeated_phones = dated.can_match_by_phone ? await findRepeatedPhones(read(), dated) : new Set<string>();
    const plan = { ...dated, awaited_parents, repeated_phones };
    const position = await nextPosition(ctx, taken);
    await applyFile(ctx, { import_id, agent_id, phase, plan, position, chunk_rows, goOn }, read());
    if (phase === 'check') await matchCompanies(ctx, taken);
  });
}

/** The chunk to begin with: those that were committed are not done again. */
async function nextPosition(ctx: Context, { id, phase }: TakenImport): Promise<number> {
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<{ position: number }>`
      select coalesce(max(position) + 1, 0) as position from import_chunk
      where import_id = ${id} and phase = ${phase}`.execute(db),
  );
  return rows[0]!.position;
}
