/**
 * `node bench/overviews.ts [CONTACTS] [RECORDS]`: what is looked over as a whole, in an account of 1,000,000 contacts, as many
 * access records and 300,000 invited people: the reports, their hourly count, the access records by each filter, and what
 * writing a look down costs the page of a contact. Fills a database of its own and asks the built program for whole pages,
 * everything but the socket (`node bin/run.mjs prepare` first). Prints p50 and p95 in milliseconds; exit status 1 where a
 * page's p95 is over 150 ms.
 */
process.env.NODE_ENV ??= 'production';

import pg from 'pg';
import { recordAccess } from '#features/access-records/record-access.ts';
import { countPortalStates } from '#features/reports/count-portal-states.ts';
import { sumInvitees } from '#features/reports/sum-invitees.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { loadProgram } from '../test/load-program.ts';
import { startApp } from '../test/start-app.ts';
import { fillDirectory } from './fill-directory.ts';

const [contacts = 1_000_000, records = 1_000_000] = process.argv.slice(2).map(Number);
const bar = 150;
const rounds = 30;

const app = await startApp({ language: 'ko', program: await loadProgram() });
const owner = new pg.Client({ connectionString: app.database.url });
await owner.connect();
try {
  const admin = await app.ctxOfAdmin();
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(admin, { agent_id, is_remembered: true });
  const cookie = `__Host-agent_session=${token}`;
  await timed('contacts', () => fillDirectory(owner, contacts));
  await timed('access records', () => fillRecords());
  await timed('invitations, with their steps counted', () => fillInvitations());
  await timed('their steps added up', () => sumInvitees(app.systemCtx()));
  await owner.query(`
    insert into portal_state_count (account_id, counted_on, state, contacts_count, counted_at)
    select 1, day::date, state, 100000 + row_number() over (), now()
    from generate_series(now() - interval '729 days', now(), interval '1 day') day,
      unnest(array['none', 'invited', 'active', 'locked', 'deactivated']) state`);
  await owner.query('analyze');
  for (let round = 0; round < 3; round++) {
    await timed('contacts counted by portal state', () => countPortalStates(app.systemCtx()));
  }
  const page = async (path: string) => {
    const response = await app.ask(path, { cookie, headers: { accept: 'text/html' } });
    const text = await response.text();
    if (response.status !== 200 || !text.endsWith('</html>')) throw new Error(`${path} answered ${response.status}`);
  };
  const log = '/settings/access-records';
  const paths = {
    'reports, a quarter': ['/reports'],
    'reports, two years': ['/reports?weeks=104'],
    'access records, all': [log],
    'access records, of an agent': [`${log}?agent=${agent_id}`, `${log}?agent=7`],
    'access records, a rare kind': [`${log}?kind=person_exported`, `${log}?agent=${agent_id}&kind=link_copied`],
    'access records, of a contact': [`${log}?contact=777`, `${log}?contact=777&agent=7`],
    'access records, of a month': [`${log}?from=2025-03-01&until=2025-03-31`],
    'access records, in the middle': [`${log}?after=${Date.now() - 200 * 86_400_000}-1`],
  };
  for (const [name, asked] of Object.entries(paths)) {
    await measure(name, (round) => page(asked[round % asked.length]!), bar);
  }
  // The same people three times, so that only the first and the second differ in what is written.
  let next = 40_000;
  for (let warm = 2_000; warm < 2_040; warm++) await page(`/contacts/${warm}/photo`);
  await measure('contacts, whose look is written down', (round) => page(`/contacts/${2_000 + round}`), bar);
  await measure('the same, looked at a moment ago', (round) => page(`/contacts/${2_000 + round}`), bar);
  await measure('the same once more', (round) => page(`/contacts/${2_000 + round}`), bar);
  await measure('the writing alone', () => recordAccess(admin, { kind: 'contact_viewed', contact_id: next++ }), bar);
} finally {
  await owner.end();
  await app.stop();
}

async function fillRecords(): Promise<void> {
  await owner.query(
    `insert into access_record (account_id, at, kind, agent_id, contact_id, ip)
     select 1, now() - make_interval(secs => n * 60), case when n % 5000 = 0 then 'person_exported'
       when n % 9000 = 1 then 'link_copied' else 'contact_viewed' end,
       1 + n % 40, 1 + (n * 7919::bigint) % $2, '203.0.113.' || n % 200
     from generate_series(1, $1::integer) n`,
    [records, contacts],
  );
}

/** In chunks, as bulk actions invite; every third opens his link, every fourth activates. */
async function fillInvitations(): Promise<void> {
  const people = Math.floor(contacts * 0.3);
  for (let first = 1; first <= people; first += 500) {
    await owner.query(
      `insert into invitation (account_id, contact_id, email, token_hash, created_at, expires_at)
       select 1, n, 'c' || n || '@example.com', sha256(n::text::bytea), now() - make_interval(hours => n / 20), now()
       from generate_series($1::integer, $2::integer) n`,
      [first, Math.min(people, first + 499)],
    );
  }
  await owner.query('update invitation set opened_at = created_at where id % 3 = 0');
  await owner.query('update invitation set spent_at = created_at where id % 4 = 0');
}

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  console.log(`${name}: ${((performance.now() - started) / 1_000).toFixed(2)} s`);
}

async function measure(name: string, ask: (round: number) => Promise<unknown>, most: number): Promise<void> {
  const times: number[] = [];
  for (let round = -4; round < rounds; round++) {
    const started = performance.now();
    await ask(round + 4);
    if (round >= 0) times.push(performance.now() - started);
  }
  times.sort((one, other) => one - other);
  const [p50, p95] = [times[Math.floor(rounds / 2)]!, times[Math.floor(rounds * 0.95)]!];
  if (p95 > most) process.exitCode = 1;
  console.log(`${name}\t${p50.toFixed(1)} / ${p95.toFixed(1)}`);
}
