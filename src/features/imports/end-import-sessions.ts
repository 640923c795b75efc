import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';

/**
 * Ends what any worker still does in the database for an import, in the middle of a statement too, and waits for it: what was
 * not committed by then is undone. False where one is left after three seconds. Whoever calls it has made sure, in the same
 * transaction, that no worker goes on: a worker asks for its lease before every stretch.
 */
export async function endImportSessions(ctx: Context, import_id: number): Promise<boolean> {
  const { rows } = await sql<{ is_over: boolean }>`select end_import_sessions(${import_id}) as is_over`.execute(ctx.db);
  return rows[0]!.is_over;
}

/** What the import's own connections are called in the server's list of sessions; `end_import_sessions` goes by it. */
export function sessionName(account_id: number, import_id: number): string {
  return `maru import ${import_id} of account ${account_id}`;
}
