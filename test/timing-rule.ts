import assert from 'node:assert/strict';

/** The rule of threats.md: 200 interleaved samples per class, medians within 10 ms or 10 %, no class told from another better than 60 : 40. */
const samplesCount = 200;
const warmUpCount = 10;

/** How long asking takes for each class of people, in milliseconds; the classes take turns. */
async function timesOf(
  people: Readonly<Record<string, readonly string[]>>,
  ask: (email: string, round: number) => Promise<unknown>,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(people).map((name) => [name, []]));
  for (let round = -warmUpCount; round < samplesCount; round++) {
    for (const [name, addresses] of Object.entries(people)) {
      const started = performance.now();
      await ask(addresses[(round + warmUpCount) % addresses.length]!, round + warmUpCount);
      if (round >= 0) times[name]!.push(performance.now() - started);
    }
  }
  return times;
}

/**
 * Fails where the time tells one class from another. What one measurement finds must be found by a second one too: of
 * some thirty comparisons of equal times, chance alone takes one in a few dozen runs over the edge.
 */
export async function checkTimes(
  people: Readonly<Record<string, readonly string[]>>,
  ask: (email: string, round: number) => Promise<unknown>,
): Promise<void> {
  const first = toldApart(await timesOf(people, ask));
  if (first.length === 0) return;
  const second = toldApart(await timesOf(people, ask));
  assert.equal(second.length, 0, `told apart twice: ${first.join('; ')}; and again: ${second.join('; ')}`);
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
