/** Whether a text is a day as dates are kept, `2026-11-26`, and one that there is: PostgreSQL refuses 31 February and the year 0. */
export function isDay(text: string | undefined): text is string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? '') || text!.startsWith('0000')) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text!);
}
