import { after, before } from 'node:test';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { loadProgram, type Program } from '../load-program.ts';
import { serveApp } from '../serve-app.ts';
import { startApp, type TestApp, type TestAppOptions } from '../start-app.ts';
import { openBrowser, type Visit, type Visitor } from './open-browser.ts';

/** What the journey of a signed-in admin has at hand. */
export interface Stage {
  visitor: Visitor;
  url: string;
  app: TestApp;
  admin: Context;
  /** Another window of the same admin's. */
  visit(visit?: Partial<Visit>): Promise<Visitor>;
}

/** How a journey sees the console, and where its mail goes; nowhere unless told. */
type ConsoleVisit = Visit & Mailing;
type Mailing = Pick<TestAppOptions, 'smtp_url' | 'bounce_address' | 'mail_from' | 'dns_server'>;

/**
 * Opens a browser for the tests of this file. Gives the function that takes a journey through the console of an account of
 * its own, served by the built program, and clears up after it.
 */
export function openConsole(): (visit: ConsoleVisit, journey: (stage: Stage) => Promise<void>) => Promise<void> {
  let program: Program;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  before(async () => {
    program = await loadProgram();
    browser = await openBrowser();
  });
  after(() => browser.close());

  return async (first, journey) => {
    const app = await startApp({ ...first, language: first.locale, program });
    const server = await serveApp(app);
    const admin = await app.ctxOfAdmin();
    const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
    const visitors: Visitor[] = [];
    const visit = async (more: Partial<Visit> = {}) => {
      const visitor = await browser.visit({ ...first, ...more });
      visitors.push(visitor);
      const { token } = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: false });
      await visitor.page.context().addCookies([{ name: 'agent_session', value: token, url: server.url }]);
      return visitor;
    };
    try {
      await journey({ visitor: await visit(), url: server.url, app, admin, visit });
    } finally {
      for (const { close } of visitors) await close();
      await server.stop();
      await app.stop();
    }
  };
}
