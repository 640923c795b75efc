import { once } from 'node:events';
import { askedToEnd } from './asked-to-end.ts';
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
  const { signal } = askedToEnd();
  const running = await main(config, pages);
  const url = config.public_url ?? running.address;
  terminal.answer(
    running.address ? `\n  ${t('program.running', { url: url! })}` : `\n  ${t('program.worker_running')}`,
  );
  if (running.setup_url) terminal.answer(`\n  ${t('program.set_up_here')}\n  ${running.setup_url}`);
  for (const line of lines) terminal.answer(line && `  ${line}`);
  terminal.answer('');
  if (!signal.aborted) await once(signal, 'abort');
  terminal.remark(t('program.stopping'));
  await running.stop();
  return true;
}
