import { useEffect, useState } from 'react';
import { useFieldState } from '#ui/form.tsx';
import { type Choice, SelectField } from '#ui/select-field.tsx';

/** The time zone: the one this browser is in, as soon as it can say so; until then the country's. */
export function GuessedZone({ label, guess, choices }: { label: string; guess: string; choices: Choice[] }) {
  const { typed } = useFieldState('time_zone');
  const [zone, setZone] = useState(typed?.[0] ?? guess);
  const hasTyped = typed !== undefined;
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    if (!hasTyped && choices.some(({ value }) => value === timeZone)) setZone(timeZone);
  }, [choices, hasTyped]);
  return (
    <SelectField
      name="time_zone"
      label={label}
      value={zone}
      onChange={(event) => setZone(event.currentTarget.value)}
      choices={choices}
    />
  );
}
