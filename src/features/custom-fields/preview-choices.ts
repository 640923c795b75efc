import { allow, type Context } from '#platform/context.ts';
import { type ChoiceEdit, type ChoicePreview, planChoices } from './choice-edits.ts';
import { listChoices } from './list-choices.ts';

/** What an edited list of choices would do: which records get another value, and which would be left with one that is not offered. */
export async function previewChoices(
  ctx: Context,
  { id, edits }: { id: number; edits: ChoiceEdit[] },
): Promise<ChoicePreview> {
  allow(ctx, 'custom_fields.edit');
  const { field, counts } = await listChoices(ctx, { id });
  const { choices, renamed, removed } = planChoices(field.choices, edits);
  const held = (choice: string) => counts[choice] ?? 0;
  return {
    edits,
    choices,
    renamed: [...renamed].map(([from, to]) => ({ from, to, count: held(from) })).filter(({ count }) => count > 0),
    removed: removed.map((choice) => ({ choice, count: held(choice) })).filter(({ count }) => count > 0),
  };
}
