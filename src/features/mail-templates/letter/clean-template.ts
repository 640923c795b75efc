import { withoutMarks } from './marks.ts';
import type { TemplateText } from './write-source.ts';

/** A template as it is kept: its subject on one line, its lines ended alike, nothing around, no letter that only we use. */
export function cleanTemplate({ subject, body }: TemplateText): TemplateText {
  const kept = (text: string) => withoutMarks(text.replace(/\r\n?/g, '\n').replaceAll('\u0000', '')).normalize('NFC');
  return { subject: kept(subject).replace(/\s+/g, ' ').trim(), body: `${kept(body).trim()}\n` };
}
