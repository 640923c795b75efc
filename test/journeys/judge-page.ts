import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[];
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Sending axe to the browser takes as long as a third of what it does there: it is kept in the visitor's own storage. */
const keepAxe = `localStorage.setItem('axe', ${JSON.stringify(axe)})`;
const findAxe = `typeof axe === 'object' || (0, eval)(localStorage.getItem('axe') ?? '')`;
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Gives what finds the breaches of WCAG 2.2 A and AA on a page, in words. A page without scripts is judged as a copy in `second`,
 * which has them. axe runs in the page's own world through the debugger, which the page's content security policy does not bind.
 * Its session stays until the page closes: one that leaves takes the page's authenticator along (security.e2e.ts).
 */
export async function openJudge(page: Page, second: BrowserContext | null): Promise<() => Promise<string[]>> {
  const judged = second ? await second.newPage() : page;
  const session = await judged.context().newCDPSession(judged);
  return async () => {
    if (second) await copy(page, judged);
    const options = JSON.stringify({ runOnly: levels, resultTypes: ['violations'] });
    const run = `${findAxe}; axe.run(document, ${options}).then(({ violations }) => JSON.stringify({ violations }))`;
    const isKept = await evaluate(session, `localStorage.getItem('axe') !== null`);
    if (!isKept) await evaluate(session, keepAxe);
    const { violations } = JSON.parse((await evaluate(session, run)) as string) as AxeResult;
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(
        (node) => `${id}: ${help}\n  ${node.html.slice(0, 200)}\n  ${node.failureSummary.replaceAll('\n', '\n  ')}`,
      ),
    );
  };
}

/** The same document at the same address, with its styles. */
async function copy(page: Page, judged: Page): Promise<void> {
  const body = await page.content();
  const address = page.url();
  await judged.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await judged.goto(address);
  await judged.unroute(address);
}

async function evaluate(session: CDPSession, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(`axe: ${exceptionDetails.exception?.description}`);
  return result.value;
}
