import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import { type FieldProblem, invalid } from '#platform/failure.ts';
import type { Labels } from '#platform/fields/field.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readFieldValues } from '#platform/fields/read-field-values.ts';
import { type Consent, consentFields, type PolicyDocument } from './consent.ts';

/** Reads what the form of a consent gives. Refuses with every problem; one of the two labels has to be there. */
export async function readConsent(
  ctx: Context,
  given: Readonly<Record<string, RawValue>>,
): Promise<Pick<Consent, 'is_required' | 'document' | 'labels' | 'texts'>> {
  const { country } = await findAccount(ctx);
  const options = { country, empty_words: new Set<string>(), is_new: true };
  const { values, problems } = readFieldValues(consentFields, given, options);
  const labels = wordsOf(values.label_en, values.label_ko);
  const texts = wordsOf(values.text_en, values.text_ko);
  if (Object.keys(labels).length === 0) problems.push({ field: 'label_en', code: 'platform.required' });
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
  const document = (values.document ?? null) as PolicyDocument | null;
  return { is_required: values.is_required === true, document, labels, texts };
}

function wordsOf(en: unknown, ko: unknown): Labels {
  return { ...(typeof en === 'string' && { en }), ...(typeof ko === 'string' && { ko }) };
}
