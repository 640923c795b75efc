import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';

/** Holds the contacts of a company, those of a deleted one too, until the transaction ends; in the order in which every act locks contacts. */
export async function lockMembers({ db }: Context, company_id: number): Promise<void> {
  await sql`
    select from contact where id in (
      select contact_id from membership where company_id = ${company_id}
      union all
      select contact_id from set_aside_membership where company_id = ${company_id})
    order by id for no key update`.execute(db);
}
