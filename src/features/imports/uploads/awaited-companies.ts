import { type RawBuilder, sql } from 'kysely';

/**
 * The companies that were uploaded together with an `import` of contacts and are still to come in, as `{ id, file_name }`;
 * null where there are none. A check waits for them: it would refuse rows that name a company which is about to be there. Not
 * for a list that can not be read as it is: nobody can start that one.
 */
export const awaitedCompanies: RawBuilder<{ id: number; file_name: string } | null> = sql`(
  select jsonb_build_object('id', c.id, 'file_name', c.file_name) from import c
  where import.record = 'contact' and c.account_id = import.account_id and c.upload_id = import.upload_id
    and c.record = 'company' and c.state in ('uploaded', 'checking', 'checked', 'running', 'paused')
    and c.inspection -> 'problems' = '[]'
  order by c.id limit 1)`;

/** Whether an `import` is a check that waits for the companies beside it. */
export const waitsForCompanies: RawBuilder<boolean> = sql`(import.state = 'checking' and ${awaitedCompanies} is not null)`;
