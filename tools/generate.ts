/** `npm run generate`: writes what is made from the migrations and the list of settings. A test fails while one of these is stale. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { projectFolder } from '#platform/project-folder.ts';
import { startDatabase } from '../test/start-database.ts';
import { writeRowTypes } from './write-row-types.ts';
import { writeSchema } from './write-schema.ts';
import { writeSettings } from './write-settings.ts';

/** Every generated file by its path, as it should be. */
export async function generateAll(): Promise<Map<string, string>> {
  const database = await startDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return new Map([
      ['src/platform/database/tables.generated.ts', await writeRowTypes(client)],
      ['schema.sql', await writeSchema(client)],
      ['docs/operating/settings.md', writeSettings()],
    ]);
  } finally {
    await client.end();
    await database.drop();
  }
}

if (import.meta.main) {
  for (const [path, text] of await generateAll()) {
    const file = join(projectFolder, path);
    const isFresh = (await readFile(file, 'utf8').catch(() => null)) === text;
    await mkdir(dirname(file), { recursive: true });
    if (!isFresh) await writeFile(file, text);
    console.log(`${path}: ${isFresh ? 'fresh' : 'written'}`);
  }
}
