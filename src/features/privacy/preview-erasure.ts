import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { countPlaces } from './count-places.ts';
import type { ErasedPlace } from './erasure.ts';
import { findPerson } from './find-person.ts';
import { listKeptFiles } from './search-import-files.ts';

export interface ErasurePreview {
  id: number;
  name: string;
  /** Whoever was merged into him goes with him. */
  merged_count: number;
  places: ErasedPlace[];
  /** Files of imports that will be read, and dropped where they name him. */
  files_count: number;
  /** Days until no backup holds him any more. */
  backup_days: number;
}

/** What erasing a contact would reach, counted as the act itself finds it. Files are read only by the act. */
export async function previewErasure(ctx: Context, { contact_id }: { contact_id: number }): Promise<ErasurePreview> {
  allow(ctx, 'contacts.erase');
  return inTransaction(ctx, async (ctx) => {
    await sql`select set_config('statement_timeout', '1min', true)`.execute(ctx.db);
    const person = await findPerson(ctx, { contact_id });
    const { backup_days } = await ctx.db.selectFrom('account').select('backup_days').executeTakeFirstOrThrow();
    return {
      id: person.id,
      name: person.name,
      merged_count: person.ids.length - 1,
      places: await countPlaces(ctx, person),
      files_count: (await listKeptFiles(ctx)).length,
      backup_days,
    };
  });
}
