/** When the mails of examples are written. Whatever else ends or happens in one is told from it, so that a preview can be of today. */
export const exampleMoment = new Date('2026-11-30T09:00:00Z');

/** The moment so much later than an example's mail was written. */
export function afterExample({
  minutes = 0,
  hours = 0,
  days = 0,
}: Partial<Record<'minutes' | 'hours' | 'days', number>>): Date {
  return new Date(exampleMoment.getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000);
}
