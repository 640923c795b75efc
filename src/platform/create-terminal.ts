import type { Terminal } from './command.ts';

/** The terminal, file or pipe that this process was started with. */
export function createTerminal(): Terminal {
  const { stdout, stderr } = process;
  let isProgressShown = false;
  const clear = () => {
    if (isProgressShown) stderr.write('\r\u001b[K');
    isProgressShown = false;
  };
  return {
    answer(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    remark(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    progress(line) {
      if (!stderr.isTTY) return;
      clear();
      stderr.write(line.slice(0, (stderr.columns || 80) - 1));
      isProgressShown = true;
    },
  };
}
