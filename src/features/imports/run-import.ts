import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { JobContext } from '#platform/queue/job.ts';
import { readTable } from '#platform/tables/read-table.ts';
import { applyFile } from './apply-file.ts';
import { correctRows } from './correct-rows.ts';
import { hasOpenDateOrder, withDateOrders } from './find-date-orders.ts';
import { findRepeatedPhones } from './find-repeated-phones.ts';
import { finishImport } from './finish-import.ts';
import { chunkRows } from './import.ts';
import { listCompanyChoices } from './list-company-choices.ts';
import { listCorrections } from './list-corrections.ts';
import { listImportFields } from './list-import-fields.ts';
import { matchCompanies } from './match-companies.ts';
import { planImport } from './plan-import.ts';
import { leaseMs, renewLease, type TakenImport, takeImport } from './take-import.ts';
import { withFile } from './with-file.ts';

/** A job's context, of which an import needs no mail. */
type ImportContext = Omit<JobContext, 'mail'>;

/** Tries that got nowhere before an import is given up. */
const mostTries = 5;

/** Thrown to stop: the import was cancelled, changed or taken over. Nothing is wrong with it. */
const notOurs = Symbol('not ours any more');

/**
 * Checks or runs an import to its end, from where an earlier worker has left it. Does nothing when there is nothing to do,
 * when another worker is at it, or when it is not its turn yet. A file that can not be read fails the import with the
 * reason; anything unexpected is tried again by the queue.
 */
export async function runImport(ctx: ImportContext, { import_id }: { import_id: number }): Promise<void> {
  const taken = await takeImport(ctx, import_id);
  if (!taken) return;
  const lease = keepLease(ctx, taken);
  try {
    await applyTaken(ctx, taken, lease);
    await finishImport(ctx, taken, null);
  } catch (error) {
    if (error === notOurs) return;
    if (!(error instanceof Failure) && (ctx.stopping.aborted || taken.try_count + 1 < mostTries)) throw error;
    if (!(error instanceof Failure)) ctx.log.error({ import_id, err: error }, 'an import was given up');
    await finishImport(ctx, taken, error instanceof Failure ? error : new Failure('unavailable', 'imports.broke_off'));
  } finally {
    await lease.end();
  }
}

interface Lease {
  goOn(): Promise<void>;
  end(): Promise<void>;
}

/** Renews the lease three times in its life, also while one long statement runs. */
function keepLease(ctx: ImportContext, taken: TakenImport): Lease {
  let isOurs = true;
  let chunks = 0;
  const renew = async () => {
    // The second time it is asked to go on, it has got on.
    isOurs &&= await renewLease(ctx, taken, { gotOn: chunks > 1 });
  };
  const timer = setInterval(() => {
    renew().catch((error: Error) => ctx.log.warn({ import_id: taken.id, reason: error.message }, 'lease not renewed'));
  }, leaseMs / 3);
  return {
    async goOn() {
      chunks += 1;
      await renew();
      ctx.stopping.throwIfAborted();
      if (!isOurs) throw notOurs;
    },
    async end() {
      clearInterval(timer);
      // Whoever is next need not wait for the lease to run out.
      await inTransaction(ctx, ({ db }) =>
        db
          .updateTable('import')
          .set({ lease_key: null, lease_until: null })
          .where('id', '=', taken.id)
          .where('lease_key', '=', taken.lease_key)
          .execute(),
      );
    },
  };
}

async function applyTaken(ctx: ImportContext, taken: TakenImport, lease: Lease): Promise<void> {
  const { id: import_id, file_id, format, phase, agent_id } = taken;
  if (file_id === null) throw new Failure('expired', 'imports.file_gone');
  if (await isStarterGone(ctx, agent_id)) throw new Failure('forbidden', 'imports.starter_gone');
  const { fields, options } = await listImportFields(ctx);
  const planned = planImport(taken.columns, fields, {
    ...taken,
    company_choices: await listCompanyChoices(ctx, import_id),
    options,
    keeps_resident_numbers: taken.resident_number_reason !== null,
  });
  await withFile(ctx, file_id, async (path) => {
    const corrections = await listCorrections(ctx, import_id);
    const read = () => correctRows(readTable(path, format, { signal: ctx.stopping }), corrections);
    const plan = hasOpenDateOrder(planned) ? await withDateOrders(planned, read()) : planned;
    const repeated_phones = plan.can_match_by_phone ? await findRepeatedPhones(read(), plan) : new Set<string>();
    const position = await nextPosition(ctx, taken);
    const pass = {
      import_id,
      agent_id,
      phase,
      plan,
      repeated_phones,
      position,
      chunk_rows: chunkRows,
      goOn: lease.goOn,
    };
    await applyFile(ctx, pass, read());
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

/** An agent who was deactivated changes nothing any more, also by what he has started. */
async function isStarterGone(ctx: Context, agent_id: number | null): Promise<boolean> {
  if (agent_id === null) return false;
  const agent = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('agent').select('deactivated_at').where('id', '=', agent_id).executeTakeFirst(),
  );
  return !agent || agent.deactivated_at !== null;
}
