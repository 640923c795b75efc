import { formValues } from '#platform/http/form-values.ts';
import { type Consent, consentBox } from './consent.ts';

type Sent = Parameters<typeof formValues>[0];

/** The ids of the consents whose boxes were ticked in a form, and its other `fields`. */
export async function tickedConsents<Name extends string>(
  args: Sent,
  consents: readonly Pick<Consent, 'id'>[],
  fields: readonly Name[],
): Promise<{ ticked: number[]; values: { [F in Name]?: string } }> {
  const values = await formValues<string>(args, [...fields, ...consents.map(consentBox)]);
  const ticked = consents.filter((consent) => values[consentBox(consent)] !== undefined).map(({ id }) => id);
  return { ticked, values: values as { [F in Name]?: string } };
}
