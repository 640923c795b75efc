import { sessionName } from '#features/imports/end-import-sessions.ts';
import { inStep } from '#features/imports/engine/in-step.ts';
import type { Lease } from '#features/imports/keep-lease.ts';
import type { TakenImport } from '#features/imports/take-import.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { inUndoSession } from './in-undo-session.ts';
import { listStretches } from './list-stretches.ts';
import { noteUndone } from './note-undone.ts';
import { removeCompanies } from './remove-companies.ts';
import { undoEngineOf } from './undo-engine.ts';
import { createUndoTables, type RunStretch, type UndoWork } from './undo-work.ts';

/** One transaction of an undo: what it does, and its place, which is its cursor and lets it be done only once. */
interface Step {
  part: 'created' | 'changed' | 'companies';
  position: number;
  work(work: UndoWork): Promise<{ removed_count: number; restored_count: number; last_id: number | null }>;
}

/**
 * Undoes an import from where an earlier worker has left it. First all that it created goes, which frees what they
 * have; then what it changed goes back, the latest stretch first, so that each stretch finds the values as it left them; at
 * last the companies go. Each stretch is judged, undone and written down in one transaction.
 */
export async function runUndo(ctx: Context, taken: TakenImport, lease: Lease): Promise<void> {
  const { stretches, done, companies_after } = await readPlace(ctx, taken.id);
  const { isCreatedAtOnce } = undoEngineOf(taken);
  const created = (isCreatedAtOnce ? stretches.slice(0, 1) : stretches).map((stretch) => createdStep(stretch));
  const changed = stretches.toReversed().map((stretch) => changedStep(stretch));
  const undoRest = async (ctx: Context) => {
    for (const step of [...created, ...changed]) {
      if (done.has(`${step.part} ${step.position}`)) continue;
      await lease.goOn();
      await takeStep(ctx, taken, step);
    }
    if (isCreatedAtOnce) return;
    let position = companies_after.position;
    for (let after = companies_after.last_id; after !== null; position++) {
      await lease.goOn();
      after = await takeStep(ctx, taken, companiesStep(position, after));
    }
  };
  await inUndoSession(ctx, undoRest, sessionName(ctx.caller.account_id, taken.id));
}

function createdStep(stretch: RunStretch): Step {
  return {
    part: 'created',
    position: stretch.position,
    async work(work) {
      const { judgeCreated, removeCreated } = undoEngineOf(work);
      await judgeCreated(work, stretch);
      return { removed_count: await removeCreated(work), restored_count: 0, last_id: null };
    },
  };
}

function changedStep(stretch: RunStretch): Step {
  return {
    part: 'changed',
    position: stretch.position,
    async work(work) {
      const { judgeChanged, putBack } = undoEngineOf(work);
      await judgeChanged(work, stretch);
      return { removed_count: 0, restored_count: await putBack(work), last_id: null };
    },
  };
}

function companiesStep(position: number, after: number): Step {
  return {
    part: 'companies',
    position,
    work: async (work) => ({ ...(await removeCompanies(work, after)), restored_count: 0 }),
  };
}

/** Gives what the step says of where to go on. */
async function takeStep(ctx: Context, taken: TakenImport, { part, position, work }: Step): Promise<number | null> {
  const { id: import_id, undo_agent_id: agent_id, created_at: since } = taken;
  return inStep(ctx, { import_id, part, position }, async (ctx) => {
    const { db, caller, clock } = ctx;
    const { account_id } = caller;
    const at = clock.now();
    const owner = { account_id, import_id, record: taken.record, agent_id };
    const own = { ctx, db, ...owner, since, at, record_id: null, isPreview: false };
    await createUndoTables(own);
    const done = await work(own);
    await noteUndone(own);
    await db
      .insertInto('import_undo_chunk')
      .values({ account_id, import_id, part, position, ...done, finished_at: at })
      .execute();
    return done.last_id;
  });
}

interface Place {
  stretches: RunStretch[];
  /** `part position` of the steps that are done. */
  done: Set<string>;
  /** Where the companies go on; `last_id` is null once they are done. */
  companies_after: { position: number; last_id: number | null };
}

async function readPlace(ctx: Context, import_id: number): Promise<Place> {
  const steps = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('import_undo_chunk')
      .select(['part', 'position', 'last_id'])
      .where('import_id', '=', import_id)
      .orderBy('position')
      .execute(),
  );
  const companies = steps.findLast(({ part }) => part === 'companies');
  return {
    stretches: await listStretches(ctx, import_id),
    done: new Set(steps.map(({ part, position }) => `${part} ${position}`)),
    companies_after: companies
      ? { position: companies.position + 1, last_id: companies.last_id }
      : { position: 0, last_id: 0 },
  };
}
