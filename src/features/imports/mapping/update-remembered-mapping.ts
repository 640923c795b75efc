import type { LockedImport } from '#features/imports/lock-import.ts';
import type { Context } from '#platform/context.ts';
import type { RememberedColumn } from './find-remembered-mapping.ts';
import { keyOfHeaders, nameColumns } from './name-columns.ts';

/** Keeps what a run makes of the columns of its file for the account's next file with the same headers. */
export async function updateRememberedMapping(ctx: Context, used: LockedImport): Promise<void> {
  const { db, caller, clock } = ctx;
  const headers = used.columns.map(({ header }) => header);
  const names = nameColumns(headers);
  const columns = used.columns.map(({ field, rule, reading }, at): RememberedColumn => {
    return { name: names[at]!, field, rule, ...(reading && { reading }) };
  });
  const kept = {
    columns: JSON.stringify(columns),
    can_match_by_phone: used.can_match_by_phone,
    can_create_companies: used.can_create_companies,
    file_name: used.file_name,
    used_at: clock.now(),
  };
  await db
    .insertInto('remembered_mapping')
    .values({ account_id: caller.account_id, record: used.record, headers_key: keyOfHeaders(headers), ...kept })
    .onConflict((conflict) => conflict.columns(['account_id', 'record', 'headers_key']).doUpdateSet(kept))
    .execute();
}
