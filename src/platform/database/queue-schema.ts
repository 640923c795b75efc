import { createRequire } from 'node:module';
import type { ClientBase } from 'pg';
import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import { appRole } from './create-roles.ts';

/** The schema that pg-boss keeps its jobs in. */
export const queueSchema = 'pgboss';

/**
 * Makes the job queue's tables, or brings them to the version of the pg-boss that npm brought, and lets the application's
 * role work with them. As the owner, for the application may not change tables; a newer schema is left alone. Call it
 * with nobody else migrating.
 */
export async function createQueueSchema(client: ClientBase): Promise<void> {
  const wanted: number = createRequire(import.meta.url)('pg-boss/package.json').pgboss.schema;
  const found = await readVersion(client);
  if (found === null) await client.query(getConstructionPlans(queueSchema));
  else if (found < wanted) await client.query(getMigrationPlans(queueSchema, found));
  await client.query(`
    grant usage on schema ${queueSchema} to ${appRole};
    grant select, insert, update, delete on all tables in schema ${queueSchema} to ${appRole};
    grant usage, select on all sequences in schema ${queueSchema} to ${appRole};
  `);
}

async function readVersion(client: ClientBase): Promise<number | null> {
  const { rows } = await client.query(`select to_regclass('${queueSchema}.version') is not null as is_there`);
  if (!rows[0].is_there) return null;
  const { rows: versions } = await client.query(`select version from ${queueSchema}.version`);
  return Number(versions[0].version);
}
