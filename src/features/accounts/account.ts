import type { Selectable } from 'kysely';
import type { AccountRow } from '#platform/database/tables.generated.ts';

/** One help desk with the address it is reached at; null where nobody has said one yet. */
export type Account = Selectable<AccountRow> & { public_url: string | null };
