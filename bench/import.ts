/**
 * `node bench/import.ts [ROWS] [FOLDER]`: makes a customer list of ROWS rows (200,000 unless told; Korean and English, two
 * fields of its own, companies, tags, one row in 200 repeating an address, one in 100 that is refused), imports it on the
 * embedded database through the same acts as the pages, and the same list again with 1 % changed. Prints seconds, rows a
 * second, the peak memory of this process, and the longest time that its event loop stood still meanwhile.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { checkImport } from '#features/imports/check-import.ts';
import { createImport } from '#features/imports/create-import.ts';
import { findImport } from '#features/imports/find-import.ts';
import { startImport } from '#features/imports/start-import.ts';
import { updateMapping } from '#features/imports/update-mapping.ts';
import { createAccountWithOwner } from '#features/setup/create-account-with-owner.ts';
import { createClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { readNetworks } from '#platform/http/read-networks.ts';
import { createLog } from '#platform/log.ts';
import { createApp } from '../src/app.ts';

const families = [...'김이박최정강조윤장임한오서신권황안송류홍'];
const givens = [
  '하늘',
  '서연',
  '민준',
  '지후',
  '도윤',
  '예은',
  '서아',
  '하윤',
  '지우',
  '수빈',
  '현우',
  '지호',
  '은서',
  '다은',
];
const firsts = ['Ruth', 'Zoe', 'José', 'Chloe', 'Aria', 'Noah', 'Olivia', 'Nora', 'Isla', 'Ethan'];
const lasts = ['King', 'Clark', 'Garcia', 'Lewis', 'Kowalski', 'Jackson', 'Brown', 'Miller'];
const titles = ['과장', '부장', '대리', 'Buyer', 'CFO', ''];
const companies = ['푸른식품', '대한물산', '다솜의료', '해솔유통', '서울데이터', 'Litware', 'Contoso', 'Fabrikam'];
const tags = ['', 'cloud', 'vip;trial', 'newsletter'];

const rows = Number(process.argv[2] ?? 200_000);
const folder = process.argv[3] ?? (await mkdtemp(join(tmpdir(), 'maru-bench-')));

const log = createLog('warn', 'stderr');
const database = await openDatabase({ database_url: null, data_dir: folder, log });
const config = { trusted_proxies: readNetworks(''), smtp_url: null, mail_from: null };
const app = createApp({
  ...database,
  config,
  clock: createClock(),
  log,
  secret_key: 'a key that only this bench knows',
});
try {
  const nobody = app.contextOf({ kind: 'system', account_id: 0, locale: 'ko' });
  const { account_id } = await createAccountWithOwner(nobody, {
    name: 'Bench',
    language: 'ko',
    country: 'KR',
    time_zone: 'Asia/Seoul',
    public_url: 'http://localhost:3000',
    admin_name: 'Admin',
    admin_email: 'admin@bench.example',
    admin_password: 'eleven wooden spoons',
  });
  const ctx = app.contextOf({ kind: 'system', account_id, locale: 'ko' });
  for (const [round, what] of ['first file', 'again, 1 % changed'].entries()) {
    const path = join(folder, `list-${round}.csv`);
    await pipeline(Readable.from(list(round)), createWriteStream(path));
    const { id } = await createImport(ctx, { name: 'list.csv', bytes: createReadStream(path) });
    await updateMapping(ctx, { id, can_create_companies: true, creates_fields: true });
    for (const phase of ['check', 'run'] as const) await measure(id, phase, what);
  }

  async function measure(id: number, phase: 'check' | 'run', what: string): Promise<void> {
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    let peak = 0;
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 50);
    await (phase === 'check' ? checkImport(ctx, { id }) : startImport(ctx, { id }));
    const started = performance.now();
    await app.worker.runDue();
    const seconds = (performance.now() - started) / 1000;
    clearInterval(timer);
    const { state, progress } = await findImport(ctx, { id });
    const { created, updated, unchanged, refused } = progress[phase]!;
    console.log(
      [
        what,
        phase,
        state,
        `${seconds.toFixed(1)} s`,
        `${Math.round(rows / seconds)} rows/s`,
        `${Math.round(peak / 1e6)} MB`,
        `still ${Math.round(delay.max / 1e6)} ms at most`,
        JSON.stringify({ created, updated, unchanged, refused }),
      ].join('\t'),
    );
  }
} finally {
  await app.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

function* list(round: number): Generator<string> {
  const random = seeded(7);
  const pick = (words: readonly string[]) => words[random(words.length)]!;
  yield '이름,이메일,전화번호,직책,회사명,태그,언어,VIP 여부,계약번호\n';
  let text = '';
  for (let row = 1; row <= rows; row++) {
    const isKorean = random(10) < 7;
    const name = isKorean ? pick(families) + pick(givens) : `${pick(firsts)} ${pick(lasts)}`;
    const number = String(10_000_000 + random(90_000_000));
    const who = random(200) === 0 && row > 60 ? row - 1 - random(50) : row;
    const email = random(100) === 0 ? 'no address' : `c${who}@mail-${who % 60}.example.${isKorean ? 'kr' : 'com'}`;
    const phone = isKorean ? `010-${number.slice(0, 4)}-${number.slice(4)}` : `+1 415 555 ${number.slice(0, 4)}`;
    const title = pick(titles);
    const changed = round > 0 && row % 100 === 50 ? `새 직책 ${row}` : title;
    const company = `${pick(companies)} ${random(rows / 500 + 1)}지점`;
    const vip = random(2) ? 'O' : 'X';
    const contract = `C-${10_000 + random(90_000)}`;
    const cells = [name, email, phone, changed, company, pick(tags), isKorean ? 'ko' : 'en', vip, contract];
    text += `${cells.join(',')}\n`;
    if (text.length < 1 << 18) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** The same list every time. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor(((state >>> 8) / 0x800000) * below);
  };
}
