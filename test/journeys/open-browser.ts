import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Locale } from '#platform/i18n/messages.ts';
import { projectFolder } from '#platform/project-folder.ts';

/** First the one that opens no window: with windows, which nobody sees, journeys take a quarter longer. */
const programs = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const pictures = join(projectFolder, 'test/output');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Visit {
  locale: Locale;
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  /** False for portal pages, which must not need it. */
  javaScript?: boolean;
}

export interface Visitor {
  page: Page;
  /** Takes a picture and fails on any breach of WCAG 2.2 A or AA, script error or refused resource so far. */
  look(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Chromium for journeys; each visitor has a profile of its own. Close it, or the test does not end. */
export async function openBrowser(): Promise<{ visit(visit: Visit): Promise<Visitor>; close(): Promise<void> }> {
  const executablePath = programs.find(existsSync);
  if (!executablePath) throw new Error('Chromium is missing: npm test installs it, or install the package chromium.');
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return { visit: (visit) => startVisit(browser, visit), close: () => browser.close() };
}

async function startVisit(browser: Browser, visit: Visit): Promise<Visitor> {
  const { locale, width = 1440, height = 900, theme = 'light', javaScript = true } = visit;
  const context = await browser.newContext({
    viewport: { width, height },
    locale: locale === 'ko' ? 'ko-KR' : 'en-US',
    timezoneId: 'Asia/Seoul',
    colorScheme: theme,
    javaScriptEnabled: javaScript,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  // As long as a page may take while two cores work at three files: what waits in vain has failed anyway.
  page.setDefaultTimeout(40_000);
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    // A page that answers 4xx on purpose is said by the browser too.
    if (message.type() === 'error' && !message.text().includes('the server responded with a status of 4'))
      trouble.push(message.text());
  });
  // axe needs scripts: what a visitor without them sees is judged as a copy in a browser that has them.
  const judge = javaScript ? null : await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  return {
    page,
    async look(name) {
      const picture = `${name}-${locale}-${width}-${theme}`;
      mkdirSync(pictures, { recursive: true });
      // An address changes before its page is there.
      await page.locator('[data-loading]').waitFor({ state: 'detached' });
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: join(pictures, `${picture}.png`), fullPage: false });
      const judged = judge ? await copyOf(page, judge) : page;
      const breaches = await breachesOn(judged.context(), judged);
      if (judge) await judged.close();
      if (breaches.length + trouble.length)
        throw new Error(`${picture} (${page.url()}):\n${[...breaches, ...trouble].join('\n')}`);
    },
    async close() {
      await context.close();
      await judge?.close();
    },
  };
}

/** The same document at the same address, with its styles. */
async function copyOf(page: Page, judge: BrowserContext): Promise<Page> {
  const body = await page.content();
  const copy = await judge.newPage();
  const address = page.url();
  await copy.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await copy.goto(address);
  return copy;
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[];
}

/**
 * axe runs in the page's own world through the debugger, which the page's content security policy does not bind. Its session stays
 * until the page closes: one that leaves takes the page's authenticator along (security.e2e.ts).
 */
async function breachesOn(context: BrowserContext, page: Page): Promise<string[]> {
  const session = await context.newCDPSession(page);
  const run = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })`;
  const answer = await session.send('Runtime.evaluate', {
    expression: `${axe};${run}.then(({ violations }) => JSON.stringify({ violations }))`,
    awaitPromise: true,
    returnByValue: true,
  });
  if (answer.exceptionDetails) throw new Error(`axe: ${answer.exceptionDetails.exception?.description}`);
  const { violations } = JSON.parse(answer.result.value as string) as AxeResult;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${id}: ${help}\n  ${node.html.slice(0, 200)}\n  ${node.failureSummary.replaceAll('\n', '\n  ')}`,
    ),
  );
}
