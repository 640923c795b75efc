/**
 * `node bench/backup.ts [CONTACTS]`: fills an embedded database with CONTACTS contacts (200,000 unless told; each with an
 * address, a company, search text and every fifth with a change) and a list of 50 MB that was imported, backs it up and restores it into
 * another one. Prints seconds, rows a second, the sizes, and this process' peak memory.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '#platform/database/open-database.ts';
import { createLog } from '#platform/log.ts';
import { cli } from '../src/cli.ts';

const contacts = Number(process.argv[2] ?? 200_000);
const companies = Math.ceil(contacts / 60);
const folder = await mkdtemp(join(tmpdir(), 'maru-bench-'));
const log = createLog('warn', 'stderr');

const fill = [
  `insert into account (name, language, country, time_zone, created_at, updated_at)
   values ('Bench', 'ko', 'KR', 'Asia/Seoul', now(), now())`,
  `insert into company (account_id, name, name_key, sort_key, created_at, updated_at)
   select 1, '다솜의료 ' || n || '지점', md5(n::text), md5(n::text), now(), now() from generate_series(1, ${companies}) n`,
  `insert into contact (account_id, name, sort_key, phone, phone_e164, job_title, tags, custom_fields, source, created_at, updated_at)
   select 1, '김하늘 ' || n, md5(n::text), '010-' || n, '+8210' || n, '과장', '{vip,trial}',
     jsonb_build_object('contract_no', 'C-' || n, 'vip', n % 2 = 0), 'import', now(), now()
   from generate_series(1, ${contacts}) n`,
  `insert into contact_email (account_id, email, contact_id, is_primary, created_at)
   select 1, 'c' || id || '@mail-' || id % 60 || '.example.com', id, true, now() from contact`,
  `insert into membership (account_id, contact_id, company_id, is_primary, created_at)
   select 1, id, 1 + id % ${companies}, true, now() from contact`,
  `insert into contact_search (account_id, contact_id, txt, bigrams, created_at)
   select 1, id, ' 김하늘 c' || id || '@mail-' || id % 60 || '.example.com 010' || id || ' 다솜의료 ' || 1 + id % ${companies} || '지점 ',
     '{김하,하늘,ㄱㅎ,ㅎㄴ,^ㄱ,다솜,솜의,의료}', now() from contact`,
  `insert into change_log (account_id, at, caller_kind, record, record_id, act, changes)
   select 1, now(), 'system', 'contact', id, 'updated', '{"job_title": ["대리", "과장"]}' from contact where id % 5 = 0`,
];

try {
  const database = await openDatabase({ database_url: null, data_dir: join(folder, 'from'), secret_key: null, log });
  const client = new pg.Client({ connectionString: database.owner_url });
  await client.connect();
  for (const statement of fill) await client.query(statement);
  await client.query(
    `insert into stored_file (account_id, name, content_type, size_bytes, created_at) values (1, 'list.csv', 'text/csv', 50000000, now())`,
  );
  for (let n = 0; n < 50; n++) {
    const lines = Array.from({ length: 16_000 }, (_, row) => {
      const id = n * 16_000 + row;
      return `김하늘 ${id},c${id}@mail-${id % 60}.example.com,010-${(id * 7919) % 10_000},과장,vip`;
    });
    const chunk = [n, Buffer.from(lines.join('\n'))];
    await client.query(
      'insert into stored_file_chunk (account_id, file_id, position, bytes) values (1, 1, $1, $2)',
      chunk,
    );
  }
  await client.end();
  await database.close();
  const file = join(folder, 'maru.tar.gz');
  await measure('backup', 'from', file);
  await measure('restore', 'to', file);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(command: string, data_dir: string, file: string): Promise<void> {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  process.env.DATA_DIR = join(folder, data_dir);
  const said: string[] = [];
  const terminal = { answer: (line: string) => said.push(line), remark: console.error, progress() {} };
  await cli([command, file, '--json'], undefined as never, terminal);
  clearInterval(timer);
  const { rows, bytes, file_bytes, seconds } = JSON.parse(said.join());
  const mb = (count: number) => `${Math.round(count / 1e6)} MB`;
  const sizes = file_bytes ? [`${mb(bytes)} of rows`, `${mb(file_bytes)} on disk`] : [];
  console.log(
    [command, `${seconds} s`, `${Math.round(rows / seconds)} rows/s`, ...sizes, `peak ${mb(peak)}`].join('\t'),
  );
}
