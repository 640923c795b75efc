/** `npm run migration -- contact-time-zone`: makes the next numbered file of migrations/ for you to fill in. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '#platform/project-folder.ts';

const [name = ''] = process.argv.slice(2);
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  console.error('Name the migration in lower case with hyphens: npm run migration -- contact-time-zone');
  process.exit(1);
}
const folder = join(projectFolder, 'migrations');
const newest = readdirSync(folder)
  .filter((file) => file.endsWith('.sql'))
  .sort()
  .at(-1);
const number = String(Number(newest?.slice(0, 4) ?? 0) + 1).padStart(4, '0');
const file = join(folder, `${number}-${name}.sql`);
writeFileSync(
  file,
  '-- Runs once, in one transaction, while the version before still answers requests: add, do not take away.\n\n',
  { flag: 'wx' },
);
console.log(`migrations/${number}-${name}.sql\nFill it in, then run: npm run generate`);
