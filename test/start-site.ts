import { Hono } from 'hono';
import { createClock } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { createSite, type Site, type SiteParts } from '#platform/http/create-site.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { localeOfRequest } from '#platform/i18n/locale-of-request.ts';
import { translator } from '#platform/i18n/translator.ts';
import type { Log } from '#platform/log.ts';

export interface TestSite {
  site: Site;
  /** Every line the site has logged. */
  lines: { level: string; fields: Record<string, unknown>; message: string }[];
  /** Asks the site, from 203.0.113.9 unless told otherwise. */
  ask(path: string, init?: RequestInit & { from?: string }): Promise<Response>;
}

/**
 * The web side with a few endpoints of a test, without database or sign-in: for what stands between the socket and the
 * doors. Its account's address is https://help.example.com.
 */
export function startSite(addEndpoints: (app: Hono<SiteEnv>) => void, parts: Partial<SiteParts> = {}): TestSite {
  const endpoints = new Hono<SiteEnv>();
  addEndpoints(endpoints);
  const { log, lines } = recordingLog();
  const site = createSite({
    endpoints,
    log,
    signInPath: () => '/sign-in',
    async identify({ request, origin }) {
      const locale = localeOfRequest(request.headers, { account: 'en' });
      const caller = { kind: 'stranger' as const, account_id: 1, locale };
      const ctx = { caller, clock: createClock(), log, t: translator(locale), origin } as Partial<Context> as Context;
      return { ctx, time_zone: 'Asia/Seoul', address: 'https://help.example.com' };
    },
    ...parts,
  });
  return {
    site,
    lines,
    ask: (path, { from = '203.0.113.9', ...init } = {}) =>
      site.fetch(new Request(new URL(path, 'http://desk.test'), init), { address: from }),
  };
}

function recordingLog(): { log: Log; lines: TestSite['lines'] } {
  const lines: TestSite['lines'] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields: fields as Record<string, unknown>, message });
  };
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => log };
  return { log, lines };
}
