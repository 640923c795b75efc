const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** One letter may be many code units (a family emoji has 11), but not without end. */
const unitsPerLetter = 16;

/** True where a text has more letters, as a reader counts them (graphemes), than `max`. Quick for texts that are far below it. */
export function isLongerThan(text: string, max: number): boolean {
  if (text.length <= max) return false;
  if (text.length > max * unitsPerLetter) return true;
  let count = 0;
  for (const _ of segmenter.segment(text)) if (++count > max) return true;
  return false;
}
