import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { companyNameKey } from './company.ts';

/**
 * The failure for a name that another company has, naming that one; a deleted company keeps its name and is to be restored
 * instead. `field` is where the form shows it.
 */
export async function nameTaken({ db }: Context, { name, field }: { name: string; field: string }): Promise<Failure> {
  const existing = await db
    .selectFrom('company')
    .select(['id', 'name', 'deleted_at'])
    .where('name_key', '=', companyNameKey(name))
    .executeTakeFirstOrThrow();
  return new Failure('conflict', existing.deleted_at ? 'companies.name_of_deleted' : 'companies.name_taken', {
    field,
    values: { name: existing.name },
    existing: { company_id: existing.id },
  });
}
