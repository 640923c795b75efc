import type { Context } from '#platform/context.ts';
import { startApp, type TestApp, type TestAppOptions } from './start-app.ts';

/** Two accounts in Korea with the people who call the directory's acts. */
export interface TestDirectory extends TestApp {
  /** Agents of the account that the test is about, one of each role. */
  agent: Context;
  supervisor: Context;
  admin: Context;
  /** An admin of another account, who must never meet the first one's records. */
  stranger: Context;
  system: Context;
}

export async function startDirectory(options: Omit<TestAppOptions, 'accounts'> = {}): Promise<TestDirectory> {
  const app = await startApp({ ...options, accounts: 2 });
  return Object.assign(app, {
    agent: await app.ctxOfAgent('agent'),
    supervisor: await app.ctxOfAgent('supervisor'),
    admin: await app.ctxOfAdmin(),
    stranger: await app.ctxOfAdmin(2),
    system: app.systemCtx(),
  });
}
