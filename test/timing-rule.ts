import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** The rule of threats.md: 200 interleaved samples per class, medians within 10 ms or 10 %, no class told from another better than 60 : 40. */
const samplesCount = 200;
const warmUpCount = 10;

type People = Readonly<Record<string, readonly string[]>>;
type Ask = (email: string, round: number) => Promise<unknown>;
interface Way {
  /**
   * Asks every so many milliseconds, whether the one before has been answered or not: for what works for a moment and then waits
   * until its answer may go out. Longer than the work takes, so that nobody's work is met by another's.
   */
  every_ms?: number;
}

/** How long asking takes for each class of people, in milliseconds; the classes take turns. */
async function timesOf(people: People, ask: Ask, { every_ms }: Way): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(people).map((name) => [name, []]));
  const asked: Promise<void>[] = [];
  for (let round = -warmUpCount; round < samplesCount; round++) {
    const sample = async ([name, addresses]: [string, readonly string[]]) => {
      const started = performance.now();
      await ask(addresses[(round + warmUpCount) % addresses.length]!, round + warmUpCount);
      if (round >= 0) times[name]!.push(performance.now() - started);
    };
    for (const one of turned(Object.entries(people), round + warmUpCount)) {
      const answered = sample(one);
      if (every_ms === undefined) await answered;
      else {
        asked.push(answered);
        await sleep(every_ms);
      }
    }
  }
  await Promise.all(asked);
  return times;
}

/**
 * Fails where the time tells one class from another. What one measurement finds must be found by a second one too: of
 * some thirty comparisons of equal times, chance alone takes one in a few dozen runs over the edge.
 */
export async function checkTimes(people: People, ask: Ask, way: Way = {}): Promise<void> {
  const first = toldApart(await timesOf(people, ask, way));
  if (first.length === 0) return;
  const second = toldApart(await timesOf(people, ask, way));
  assert.equal(second.length, 0, `told apart twice: ${first.join('; ')}; and again: ${second.join('; ')}`);
}

/** The list beginning at another place, and every second time the other way round, so that each follows each. */
function turned<T>(list: readonly T[], by: number): T[] {
  const at = (by >> 1) % list.length;
  const all = [...list.slice(at), ...list.slice(0, at)];
  return by % 2 ? all.reverse() : all;
}

/** What tells one class from another, in words. */
function toldApart(times: Record<string, number[]>): string[] {
  const findings: string[] = [];
  const all = Object.entries(times);
  for (const [one, ones] of all) {
    for (const [other, others] of all) {
      if (one >= other) continue;
      const [a, b] = [median(ones), median(others)];
      const gap = Math.abs(a - b);
      if (gap >= 10 && gap >= 0.1 * Math.max(a, b)) findings.push(`${one} takes ${a} ms, ${other} ${b} ms`);
      const told = curve(ones, others);
      if (told < 0.4 || told > 0.6) findings.push(`${one} is told from ${other} with ${told}`);
    }
  }
  return findings;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Area under the ROC curve: how often a sample of the one took longer than a sample of the other. */
function curve(ones: number[], others: number[]): number {
  const longer = ones.reduce((sum, one) => sum + others.filter((other) => one > other).length, 0);
  return longer / (ones.length * others.length);
}
