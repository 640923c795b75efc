/** What a row changes for itself and what it only looks at; any texts that stand for the same thing in all rows. */
export interface Needs {
  own: readonly string[];
  met: readonly string[];
}

/** Gives rows their turns: as early as the rows before them allow, so that each finds what it would find one after the other. */
export interface Turns {
  /** In the order of the file. */
  take(row_number: number, needs: Needs): void;
  /** Rows whose turn is not the first. */
  steps(): Map<number, number>;
}

interface Uses {
  owned: number;
  met: number;
}

/**
 * A row that changes a thing comes after all that changed or met it; one that meets it after all that changed it, and not
 * before those that have met it: whoever finds it missing makes it, spelled as the first of them spells it.
 */
export function createTurns(): Turns {
  const uses = new Map<string, Uses>();
  const later = new Map<number, number>();
  const usesOf = (thing: string) => {
    const known = uses.get(thing) ?? { owned: -1, met: -1 };
    uses.set(thing, known);
    return known;
  };
  return {
    take(row_number, { own, met }) {
      let step = 0;
      for (const thing of own) step = Math.max(step, usesOf(thing).owned + 1, usesOf(thing).met + 1);
      for (const thing of met) step = Math.max(step, usesOf(thing).owned + 1, usesOf(thing).met);
      for (const thing of own) usesOf(thing).owned = step;
      for (const thing of met) usesOf(thing).met = step;
      if (step > 0) later.set(row_number, step);
    },
    steps: () => later,
  };
}
