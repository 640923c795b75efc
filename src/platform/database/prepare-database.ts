import pg from 'pg';
import { checkServer } from './check-server.ts';
import { checkRoles, createRoles } from './create-roles.ts';
import { migrate } from './migrate.ts';
import { createQueueSchema } from './queue-schema.ts';

/** Programs that start together prepare one after the other: this lock is held while one does. */
export const preparingLock = 6_701_181_718;

/**
 * Makes a database ready for this version of Maru, as its owner: checks the server, makes the role of the application,
 * runs the missing migrations of `folder` and brings the job queue's tables. Doing it again does nothing. Gives the
 * names of the migrations that ran.
 */
export async function prepareDatabase(url: string, folder: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'maru migrate' });
  // A connection that dies fails the statement that uses it; without a listener it would end the program.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${preparingLock})`);
    await checkServer(client);
    await createRoles(client);
    const migrated = await migrate(client, folder);
    await createQueueSchema(client);
    await checkRoles(client);
    return migrated;
  } finally {
    await client.end();
  }
}
