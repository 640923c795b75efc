/** Names and values that a form carries on without showing them. */
export type CarriedFields = readonly (readonly [string, string])[];

/** What was chosen on the way to a form, sent along with it. */
export function HiddenFields({ fields }: { fields: CarriedFields }) {
  return fields.map(([name, value], at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they never change, and `where=or` may stand there twice
    <input key={at} type="hidden" name={name} value={value} />
  ));
}
