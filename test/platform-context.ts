import { createClock, type SettableClock } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { databaseOfPool } from '#platform/database/database.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { createPost } from '#platform/email/post.ts';
import type { Files } from '#platform/files/files.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { translator } from '#platform/i18n/translator.ts';
import { createLog } from '#platform/log.ts';
import { createOutbound } from '#platform/outbound/outbound.ts';
import { createSeal } from '#platform/seal.ts';
import { createTokens } from '#platform/tokens.ts';
import type { TestDatabase } from './start-database.ts';

/** The system's context of an account, made from the platform alone: for tests of the platform. Acts are tested with `startApp`. */
export function platformContext(
  { appPool }: Pick<TestDatabase, 'appPool'>,
  { account_id, clock = createClock() }: { account_id: number; clock?: SettableClock },
): Context {
  return {
    caller: { kind: 'system', account_id, locale: 'en' },
    db: databaseOfPool(appPool),
    clock,
    files: noFiles,
    log: createLog('silent'),
    t: translator('en'),
    tokens: createTokens('thirty-two characters or some more', account_id),
    seal: createSeal('thirty-two characters or some more', account_id),
    outbound: createOutbound({ allowed: new Set() }),
    post: createPost({ smtp_url: null, mail_from: null, dns_server: '127.0.0.1:9' }),
    sends_mail: false,
  };
}

/** An account with nobody in it, answering at `help.example.com` when it is the first; its id. */
export async function insertAccount({ appPool }: TestDatabase, language: Locale = 'en'): Promise<number> {
  const client = await appPool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query(`select nextval(pg_get_serial_sequence('account', 'id')) as id`);
    const id: number = rows[0].id;
    await client.query(`select set_config('maru.account_id', $1::text, true)`, [id]);
    await client.query(
      `insert into account
         (id, name, language, country, time_zone, bulk_mail_from_hour, bulk_mail_until_hour, created_at, updated_at)
       values ($1, $2, $3, 'KR', 'Asia/Seoul', 0, 24, now(), now())`,
      [id, `Account ${id}`, language],
    );
    const host = id === 1 ? 'help.example.com' : `help${id}.example.com`;
    await client.query(
      `insert into account_host (account_id, host, public_url, created_at) values ($1, $2, $3, now())`,
      [id, host, `https://${host}`],
    );
    await client.query('commit');
    return id;
  } finally {
    client.release();
  }
}

/** An agent of an account, to whom mail goes at once; his id. */
export async function insertAgent(ctx: Context): Promise<number> {
  const { id } = await inTransaction(ctx, ({ db, caller, clock }) => {
    const { account_id } = caller;
    const agent = { account_id, name: 'Adam', email: 'adam@acorn.example', role: 'admin', language: 'en' } as const;
    return db
      .insertInto('agent')
      .values({ ...agent, created_at: clock.now(), updated_at: clock.now() })
      .returning('id')
      .executeTakeFirstOrThrow();
  });
  return id;
}

const refuse = () => {
  throw new Error('this context has no files');
};
const noFiles: Files = { write: refuse, read: refuse, copyTo: refuse, delete: refuse };
