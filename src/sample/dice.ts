/** Choices that look like chance and come out the same every time. */
export interface Dice {
  /** A whole number from 0 to below `count`. */
  number(count: number): number;
  one<T>(choices: readonly T[]): T;
  /** True in so many cases of a hundred. */
  isOnce(percent: number): boolean;
}

/** The linear congruential generator of Numerical Recipes: enough for a sample, and nowhere near a secret. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const number = (count: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  return {
    number,
    one: (choices) => choices[number(choices.length)]!,
    isOnce: (percent) => number(100) < percent,
  };
}
