import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import pg from 'pg';
import { findAccount } from '#features/accounts/find-account.ts';
import { keepFirstAddress } from '#features/accounts/keep-first-address.ts';
import { loginName } from '#platform/database/create-login.ts';
import { locales } from '#platform/i18n/messages.ts';
import { translator } from '#platform/i18n/translator.ts';
import { platformContext } from '../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../test/start-database.ts';
import { cli, commands } from './cli.ts';

let folder: string;
let database: TestDatabase;
const environment = { ...process.env };
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maru-cli-'));
  await writeFile(join(folder, 'password'), 'nine quiet lanterns\n');
});
beforeEach(async () => {
  database = await startDatabase();
  const own = { DATABASE_URL: database.url, DATA_DIR: folder, MARU_SECRET_KEY: 'a secret key that only tests know' };
  Object.assign(process.env, own);
});
afterEach(async () => {
  process.env = { ...environment };
  await database.drop();
});
after(() => rm(folder, { recursive: true }));

/** Types a command; gives its exit status and what it said. */
async function typed(...argv: string[]): Promise<{ status: number; answer: string; remarks: string }> {
  const answers: string[] = [];
  const remarks: string[] = [];
  const terminal = {
    answer: (line: string) => answers.push(line),
    remark: (line: string) => remarks.push(line),
    progress() {},
  };
  // Only `start` and `web` show pages.
  const status = await cli(argv, undefined as never, terminal);
  return { status, answer: answers.join('\n'), remarks: remarks.join('\n') };
}

const setup = (...more: string[]) =>
  typed(
    'setup',
    '--name',
    'Acorn Support',
    '--admin-email',
    'adam@acorn.example',
    '--admin-password-file',
    join(folder, 'password'),
    ...more,
  );
const accountOf = (account_id: number) => findAccount(platformContext(database, { account_id }));

test('setup makes the first account, and with a host of its own a further one', async () => {
  const first = await setup('--language', 'ko', '--country', 'KR', '--json');
  assert.equal(first.status, 0, first.remarks);
  const { account_id, public_url } = JSON.parse(first.answer);
  assert.equal(public_url, 'http://localhost:3000');
  assert.equal((await accountOf(account_id)).language, 'ko');
  const lacking = await setup();
  assert.deepEqual([lacking.status, lacking.answer], [1, '']);
  assert.match(lacking.remarks, /--host/);
  assert.equal((await setup('--host', 'help2.example.com')).status, 0);
  assert.match((await setup('--host', 'https://help2.example.com')).remarks, /already has this address/);
});

test('setup says every field that is wrong, one line each, and makes nothing', async () => {
  await writeFile(join(folder, 'weak'), 'password1');
  const { status, remarks } = await typed(
    ...[
      'setup',
      '--name',
      'x',
      '--admin-email',
      'nobody',
      '--country',
      'Korea',
      '--admin-password-file',
      join(folder, 'weak'),
    ],
  );
  assert.equal(status, 1);
  assert.deepEqual(
    remarks.split('\n').map((line) => line.split(':')[0]),
    ['country', 'admin_email', 'admin_password'],
  );
  const unreadable = await typed(
    'setup',
    '--name',
    'x',
    '--admin-email',
    'a@b.example',
    '--admin-password-file',
    '/nowhere',
  );
  assert.match(unreadable.remarks, /^The file \/nowhere can not be read \(ENOENT\)\.$/);
});

test('mail to customers is switched for the account that is named, or the only one', async () => {
  assert.match((await typed('mail', 'on')).remarks, /There is no account yet/);
  await setup();
  assert.equal((await typed('mail', 'on')).status, 0);
  assert.equal((await accountOf(1)).is_mail_to_customers_on, true);
  await setup('--host', 'help2.example.com');
  assert.match((await typed('mail', 'off')).remarks, /--account/);
  assert.equal((await typed('mail', 'on', '--account', 'help2.example.com')).status, 0);
  assert.equal((await typed('mail', 'off', '--account', '1')).status, 0);
  assert.deepEqual(
    [(await accountOf(1)).is_mail_to_customers_on, (await accountOf(2)).is_mail_to_customers_on],
    [false, true],
  );
  for (const account of ['3', 'help3.example.com', '-1', '']) {
    assert.equal((await typed('mail', 'on', `--account=${account}`)).status, 1, account);
  }
});

test('what is typed wrong gets one plain sentence and exit status 1', async () => {
  await setup();
  for (const [argv, expected] of [
    [['mial', 'on'], /“mail”/],
    [['mail'], /mail on/],
    [['mail', 'on', '--fast'], /no option --fast/],
    [['setup', '--name'], /--name/],
    [['setup'], /--admin-email is missing/],
    [['doctor', 'now'], /“now” is too much/],
  ] as const) {
    const { status, answer, remarks } = await typed(...argv);
    assert.deepEqual([status, answer, remarks.split('\n').length], [1, '', 1], argv.join(' '));
    assert.match(remarks, expected);
  }
});

test('a setting that is wrong is named before anything starts', async () => {
  process.env.MARU_PROT = '3000';
  const { status, remarks } = await typed('mail', 'on');
  assert.equal(status, 1);
  assert.equal(remarks, 'MARU_PROT is not a setting of Maru; did you mean MARU_PORT?');
});

test('help names every command, and each has its own in both languages', async () => {
  const { status, answer } = await typed('--help');
  assert.equal(status, 0);
  for (const { name, synopsis, help } of commands) {
    assert.ok(answer.includes(`${name} ${synopsis}`), name);
    const own = await typed(...name.split(' '), '--help');
    assert.equal(own.status, 0);
    assert.ok(own.answer.startsWith(`maru ${name} `));
    for (const locale of locales) assert.ok(translator(locale)(help).length > 5);
  }
  assert.equal((await typed()).status, 1, 'nothing asked, nothing done');
});

async function asOwner(sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(sql);
  await owner.end();
}

test('migrate and doctor say what they found', async () => {
  assert.deepEqual(await typed('migrate'), { status: 0, answer: 'The database is up to date.', remarks: '' });
  const { status, answer } = await typed('doctor');
  assert.equal(status, 0);
  assert.match(answer, /The database of DATABASE_URL works/);
  const login = loginName(new URL(database.url).pathname.slice(1));
  await asOwner(`alter role ${login} createrole`);
  const weaker = await typed('doctor');
  await asOwner(`alter role ${login} nocreaterole`);
  assert.equal(weaker.status, 0);
  assert.match(weaker.answer, /note +Maru signs in to the database as its owner, .*may do more than "maru_app"/);
  process.env.SMTP_URL = 'smtp://127.0.0.1:1';
  const ill = await typed('doctor');
  assert.equal(ill.status, 1);
  assert.match(ill.answer, /TROUBLE {2}The mail server 127\.0\.0\.1:1 does not let us in: .*ECONNREFUSED/);
});

test('B09 the first account’s address follows the settings, and never becomes another account’s', async () => {
  await setup('--host', 'old.example.com');
  await setup('--host', 'second.example.com');
  const maru = platformContext(database, { account_id: 0 });
  await keepFirstAddress(maru, 'https://new.example.com');
  assert.equal((await accountOf(1)).public_url, 'https://new.example.com');
  await keepFirstAddress(maru, 'https://second.example.com');
  assert.equal((await accountOf(1)).public_url, 'https://new.example.com');
  assert.equal((await accountOf(2)).public_url, 'https://second.example.com');
  await keepFirstAddress(maru, 'https://old.example.com');
  assert.equal((await accountOf(1)).public_url, 'https://old.example.com');
  await keepFirstAddress(maru, null);
  assert.equal((await accountOf(1)).public_url, 'https://old.example.com');
});
