import type { ChoiceEdit, ChoiceFate } from './choice-edits.ts';

interface SentChoices {
  former: string[];
  choice: string[];
  fate_of: string[];
  fate: string[];
}

/** The edited list as the form has it, with what its buttons ask for where scripts do not: `up:2`, `down:0`, `remove:1`. */
export function editsOfForm(
  { former, choice }: Pick<SentChoices, 'former' | 'choice'>,
  { act, added = '' }: { act?: string | undefined; added?: string | undefined },
): ChoiceEdit[] {
  const edits = choice.map((one, at) => ({ former: former[at] ?? '', choice: one }));
  const lines = added.split('\n').filter((line) => line.trim() !== '');
  const all = [...edits, ...lines.map((line) => ({ former: '', choice: line }))];
  const [what, place] = (act ?? '').split(':');
  const at = Number(place);
  const edit = all[at];
  if (!edit || !what) return all;
  const others = all.toSpliced(at, 1);
  return what === 'remove' ? others : others.toSpliced(Math.max(0, what === 'up' ? at - 1 : at + 1), 0, edit);
}

/** What was chosen for each choice that goes: `leave`, `clear` or `move:Gold`. */
export function fatesOfForm({ fate_of, fate }: Pick<SentChoices, 'fate_of' | 'fate'>): Record<string, ChoiceFate> {
  return Object.fromEntries(fate_of.map((choice, at) => [choice, fateOf(fate[at] ?? '')]));
}

function fateOf(text: string): ChoiceFate {
  if (text === 'clear') return { act: 'clear' };
  return text.startsWith('move:') ? { act: 'move', to: text.slice('move:'.length) } : { act: 'leave' };
}
