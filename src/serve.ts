import type { Setting } from './cli.ts';
import { main } from './main.ts';

/** Starts Maru, says where it is and runs it until it is asked to end; a second request ends it at once. */
export async function serve({ config, pages, terminal, t }: Setting): Promise<boolean> {
  const ending = whenAskedToEnd();
  const running = await main(config, pages);
  const url = config.public_url ?? running.address;
  terminal.answer(
    running.address ? `\n  ${t('program.running', { url: url! })}` : `\n  ${t('program.worker_running')}`,
  );
  if (running.setup_url) terminal.answer(`\n  ${t('program.set_up_here')}\n  ${running.setup_url}`);
  terminal.answer('');
  await ending;
  terminal.remark(t('program.stopping'));
  await running.stop();
  return true;
}

/** Settles at the first SIGINT, SIGTERM or SIGHUP; at the second one the process ends as if it had not listened. */
function whenAskedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve();
        process.once(signal, () => process.exit(130));
      });
    }
  });
}
