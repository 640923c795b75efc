import { type FieldProblem, invalid } from '#platform/failure.ts';
import { maxChoices } from './custom-field.ts';

/** A choice as an edited list has it: what it was called, if it was there, and what it is to be called; '' takes it away. */
export interface ChoiceEdit {
  former: string;
  choice: string;
}

/** What an edited list of choices comes to. */
export interface ChoicePlan {
  /** The choices in their new order. */
  choices: string[];
  /** Choices with another name, from old to new. */
  renamed: ReadonlyMap<string, string>;
  /** Choices that are no longer offered. */
  removed: string[];
}

/** What an edited list of choices would do to records. */
export interface ChoicePreview {
  edits: ChoiceEdit[];
  choices: string[];
  renamed: { from: string; to: string; count: number }[];
  removed: { choice: string; count: number }[];
}

/** What becomes of the values of a choice that is taken away: they stay, go, or become another choice's. */
export type ChoiceFate = { act: 'leave' } | { act: 'clear' } | { act: 'move'; to: string };

const keyOf = (choice: string) => choice.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/**
 * Reads an edited list against the one that is there. A choice that the list does not mention is taken away. Refuses a list
 * without choices, one with two alike, and a choice that gets the name of another that was there: of a record that has it
 * nobody could tell which it means.
 */
export function planChoices(before: readonly string[], edits: readonly ChoiceEdit[]): ChoicePlan {
  const given = edits.map(({ former, choice }) => ({ former, choice: choice.normalize('NFC').trim() }));
  const kept = given.filter(({ choice }) => choice !== '');
  const choices = kept.map(({ choice }) => choice);
  const renamed = new Map(
    kept.flatMap(({ former, choice }) => (former !== choice && before.includes(former) ? [[former, choice]] : [])),
  );
  const stays = new Set(kept.map(({ former }) => former));
  const removed = before.filter((choice) => !stays.has(choice));
  refuse(choices, before, renamed, kept);
  return { choices, renamed, removed };
}

function refuse(
  choices: readonly string[],
  before: readonly string[],
  renamed: ReadonlyMap<string, string>,
  kept: readonly ChoiceEdit[],
): void {
  const problem = (code: FieldProblem['code'], values = {}) => invalid([{ field: 'choices', code, values }]);
  if (choices.length === 0) throw problem('custom_fields.no_choices');
  if (choices.length > maxChoices) throw problem('custom_fields.too_many_choices', { max: maxChoices });
  const twice = choices.find((choice, at) => choices.findIndex((other) => keyOf(other) === keyOf(choice)) < at);
  if (twice !== undefined) throw problem('custom_fields.choice_twice', { choice: twice });
  for (const [former, choice] of renamed) {
    const isOthers = before.some((other) => other !== former && keyOf(other) === keyOf(choice));
    if (isOthers) throw problem('custom_fields.choice_was_another', { former, choice });
  }
  const long = choices.find((choice) => choice.length > 255);
  if (long !== undefined) throw problem('platform.too_long', { max: 255 });
  // A new choice under the name of one that is renamed in the same list would take over its records.
  const added = kept.find(
    ({ former, choice }) => !former && [...renamed.keys()].some((old) => keyOf(old) === keyOf(choice)),
  );
  if (added) throw problem('custom_fields.choice_was_another', { former: added.choice, choice: added.choice });
}
