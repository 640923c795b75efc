/** How many weeks a report may look back over, the running one included. */
export const spans = [4, 13, 26, 52, 104] as const;
export type Span = (typeof spans)[number];

/** A quarter, unless an address asks for something else that there is. */
export function readSpan(text: string | undefined): Span {
  return spans.find((span) => String(span) === text) ?? 13;
}

/** The Monday of a day's week: `2026-11-26` gives `2026-11-23`. */
export function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return addDays(day, -((date.getUTCDay() + 6) % 7));
}

/** A day so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The Mondays of the weeks that a span ends with `today`, oldest first. */
export function mondaysOf(span: Span, today: string): string[] {
  const last = mondayOf(today);
  return Array.from({ length: span }, (_, week) => addDays(last, (week - span + 1) * 7));
}
