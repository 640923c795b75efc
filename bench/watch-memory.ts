import { readdirSync, readFileSync } from 'node:fs';

/**
 * The most memory that a process with its children, and all PostgreSQL back ends of this machine together, have taken in
 * turn: resident megabytes of the former, proportional ones (shared pages counted once) of the latter. Linux only.
 */
export function watchMemory(pid: number): { end(): { program_mb: number; server_mb: number } } {
  let program = 0;
  let server = 0;
  const look = () => {
    const processes = listProcesses();
    const ours = familyOf(pid, processes);
    program = Math.max(program, ...processes.filter((one) => ours.has(one.pid)).map((one) => residentKb(one.pid)));
    const back = processes
      .filter(({ name }) => name.startsWith('postgres'))
      .reduce((sum, one) => sum + shareKb(one.pid), 0);
    server = Math.max(server, back);
  };
  const timer = setInterval(look, 500);
  look();
  return {
    end() {
      clearInterval(timer);
      return { program_mb: Math.round(program / 1024), server_mb: Math.round(server / 1024) };
    },
  };
}

interface Process {
  pid: number;
  parent: number;
  name: string;
}

function listProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const found = /^(\d+) \((.*)\) \S (\d+)/s.exec(readOr(`/proc/${name}/stat`));
      return found ? [{ pid: Number(found[1]), name: found[2]!, parent: Number(found[3]) }] : [];
    });
}

function familyOf(pid: number, processes: readonly Process[]): Set<number> {
  const family = new Set([pid]);
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const one of processes) if (family.has(one.parent)) family.add(one.pid);
  }
  return family;
}

function residentKb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readOr(`/proc/${pid}/status`))?.[1] ?? 0);
}

function shareKb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readOr(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** '' where the process has ended meanwhile. */
function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
