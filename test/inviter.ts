/**
 * A program that a test can kill while it works: `node test/inviter.ts <database url> <account id> <name>` invites one agent
 * after the other, saying so once it begins. `killInviters` starts and kills it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inviteAgent } from '#features/agents/invite-agent.ts';
import { openPool } from '#platform/database/postgres-pool.ts';
import { createLog } from '#platform/log.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { platformContext } from './platform-context.ts';

/** Kills as many inviters as asked with `kill -9`, two at a time, each at a moment of its own within a fifth of a second of work. */
export async function killInviters(url: string, kills: number): Promise<void> {
  const numbers = Array.from({ length: kills }, (_, kill) => kill).values();
  await Promise.all([killOneByOne(url, numbers), killOneByOne(url, numbers)]);
}

async function killOneByOne(url: string, numbers: Iterable<number>): Promise<void> {
  for (const kill of numbers) {
    const inviter = spawn(process.execPath, [join(projectFolder, 'test/inviter.ts'), url, '1', `kill${kill}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(inviter, 'exit');
    await once(inviter.stdout, 'data');
    await sleep(Math.random() * 200);
    inviter.kill('SIGKILL');
    const [, signal] = await ended;
    if (signal !== 'SIGKILL') throw new Error('an inviter ended by itself');
  }
}

/** What half-done invitations would leave, counted; and how many there are at all. */
export async function countHalves(url: string) {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  const { rows } = await owner.query(
    `select
       (select count(*)::int from agent where invited_at is not null) as invited,
       (select count(*)::int from agent where invited_at is not null and not exists
         (select from mail_message where agent_id = agent.id and kind = 'agents.invited')) as without_mail,
       (select count(*)::int from mail_message where kind = 'agents.invited' and not exists
         (select from agent join agent_link on agent_link.agent_id = agent.id
          where agent.id = mail_message.agent_id and agent_link.id = (ids->>'agent_link_id')::bigint)) as without_agent`,
  );
  await owner.end();
  return rows[0] as { invited: number; without_mail: number; without_agent: number };
}

if (import.meta.main) {
  const [url, account_id, name] = process.argv.slice(2);
  const appPool = openPool(url!, { log: createLog('error', 'stderr'), name: 'inviter', max: 2, statement_timeout: 0 });
  const ctx = platformContext({ appPool }, { account_id: Number(account_id) });
  for (let n = 0; ; n++) {
    await inviteAgent(ctx, { name: 'Ruth', email: `${name}-${n}@acorn.example`, role: 'agent', language: 'en' });
    if (n === 0) console.log('working');
  }
}
