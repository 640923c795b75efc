import type { Setting } from './cli.ts';
import { main } from './main.ts';

/**
 * Starts Maru, says where it is and whatever else `lines` hold, and runs it until it is asked to end; a second request ends
 * it at once.
 */
export async function serve({
  config,
  pages,
  terminal,
  t,
  lines = [],
}: Setting & { lines?: string[] }): Promise<boolean> {
  const ending = whenAskedToEnd();
  const running = await main(config, pages);
  const url = config.public_url ?? running.address;
  terminal.answer(
    running.address ? `\n  ${t('program.running', { url: url! })}` : `\n  ${t('program.worker_running')}`,
  );
  if (running.setup_url) terminal.answer(`\n  ${t('program.set_up_here')}\n  ${running.setup_url}`);
  for (const line of lines) terminal.answer(line && `  ${line}`);
  terminal.answer('');
  await ending;
  terminal.remark(t('program.stopping'));
  await running.stop();
  return true;
}

/** One request to end arrives several times at once: Ctrl-C from the terminal, from npm and from bin/run.mjs. */
const oneRequestMs = 1000;

/** Settles at the first SIGINT, SIGTERM or SIGHUP; one that comes later than a second ends the process at once. */
function whenAskedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt = 0;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        askedAt ||= Date.now();
        if (Date.now() - askedAt > oneRequestMs) process.exit(130);
        resolve();
      });
    }
  });
}
