import type { Progress } from '#platform/backup/progress.ts';
import type { Given } from '#platform/command.ts';
import { Failure } from '#platform/failure.ts';
import type { Translate } from '#platform/i18n/translator.ts';

const barLength = 20;

/** `██████░░░░░░░░░░░░░░  31 % · contact_email` */
export function progressLine(t: Translate, { share, table }: Progress): string {
  const full = Math.round(Math.min(1, share) * barLength);
  const bar = '█'.repeat(full).padEnd(barLength, '░');
  return t('backup.commands.progress', {
    bar,
    share: Math.min(1, share),
    what: table ?? t('backup.commands.building_indexes'),
  });
}

/** The one file that a backup is written to or a restore reads from. */
export function readPath({ words }: Given): string {
  const [path, ...more] = words;
  if (!path) throw new Failure('invalid', 'backup.no_file');
  if (more[0]) throw new Failure('invalid', 'program.too_many_words', { values: { word: more[0] } });
  return path;
}

/** `roundedTo(0.1, 12.345)` is 12.3. */
export function roundedTo(step: number, value: number): number {
  return Math.round(value / step) / Math.round(1 / step);
}
