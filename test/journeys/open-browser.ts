import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Locale } from '#platform/i18n/messages.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { openJudge } from './judge-page.ts';

/** First the one that opens no window: with windows, which nobody sees, journeys take a quarter longer. */
const programs = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const pictures = join(projectFolder, 'test/output');
const takesPictures = process.env.PICTURES !== 'none';

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
  /**
   * Fails on any breach of WCAG 2.2 A or AA, script error or refused resource so far. Leaves a picture in test/output, unless
   * every test runs (run-tests.ts).
   */
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
  const second = javaScript ? null : await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  const judge = await openJudge(page, second);
  return {
    page,
    async look(name) {
      const picture = `${name}-${locale}-${width}-${theme}`;
      // An address changes before its page is there.
      await page.locator('[data-loading]').waitFor({ state: 'detached' });
      // A key that is pressed before a page of the console listens is lost.
      if (javaScript)
        await page.waitForFunction(
          () => !('__reactRouterContext' in window) || 'listens' in document.documentElement.dataset,
        );
      await page.evaluate(() => document.fonts.ready);
      if (takesPictures) {
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${picture}.png`), fullPage: false });
      }
      const breaches = await judge();
      if (breaches.length + trouble.length)
        throw new Error(`${picture} (${page.url()}):\n${[...breaches, ...trouble].join('\n')}`);
    },
    async close() {
      await context.close();
      await second?.close();
    },
  };
}
