import type { AgentCaller, Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type Role, rightsOfRole } from '#platform/rights.ts';
import { insertAccount, platformContext } from './platform-context.ts';
import { startDatabase, type TestDatabase } from './start-database.ts';

/** Two accounts with an agent of each role: the contexts in which acts of the directory are called. */
export interface TestDirectory {
  database: TestDatabase;
  /** Of the account that the test is about. */
  agent: Context;
  supervisor: Context;
  admin: Context;
  /** An admin of another account, who must never meet the first one's records. */
  stranger: Context;
  system: Context;
}

/** Starts a database with two accounts in Korea, for tests of acts that need no more of the program. */
export async function startDirectory(): Promise<TestDirectory> {
  const database = await startDatabase();
  const system = platformContext(database, { account_id: await insertAccount(database) });
  const other = platformContext(database, { account_id: await insertAccount(database) });
  return {
    database,
    system,
    agent: await insertAgent(system, 'agent', 'Ann Agent'),
    supervisor: await insertAgent(system, 'supervisor', 'Sue Supervisor'),
    admin: await insertAgent(system, 'admin', 'Adam Admin'),
    stranger: await insertAgent(other, 'admin', 'Otto Other'),
  };
}

async function insertAgent(system: Context, role: Role, name: string): Promise<Context> {
  const { account_id } = system.caller;
  const agent = await inTransaction(system, ({ db, clock }) => {
    const now = clock.now();
    const email = `${role}@desk${account_id}.example.com`;
    const values = { account_id, name, email, role, language: 'en', created_at: now, updated_at: now } as const;
    return db.insertInto('agent').values(values).returning('id').executeTakeFirstOrThrow();
  });
  const rights = rightsOfRole(role);
  const caller: AgentCaller = { kind: 'agent', account_id, agent_id: agent.id, name, role, rights, locale: 'en' };
  return { ...system, caller };
}
