import { Failure, type FailureCode } from '#platform/failure.ts';
import { drawAnew } from '#platform/pictures/draw-anew.ts';
import { type Logo, logoBytes } from './logo.ts';

/** Twice of what it is shown at. */
const most = { width: 480, height: 112 };
const mostSeconds = 10;

/**
 * Draws a logo anew as a small PNG with its see-through parts, without a byte of the file that was uploaded (I03). Fails as
 * invalid on the field `logo`.
 */
export async function makeLogo(bytes: Uint8Array): Promise<Omit<Logo, 'key'>> {
  const made = await drawAnew(bytes, {
    mostBytes: logoBytes,
    async draw(open) {
      const { data: png, info } = await open(bytes)
        .autoOrient()
        .trim()
        .resize({ ...most, fit: 'inside', withoutEnlargement: true })
        .png({ palette: true, quality: 90 })
        .timeout({ seconds: mostSeconds })
        .toBuffer({ resolveWithObject: true });
      return { png, width: info.width, height: info.height };
    },
  });
  if ('drawn' in made) return made.drawn;
  if (made.trouble === 'too_large')
    throw refused('mail_templates.logo_too_large', { megabytes: logoBytes / 1024 ** 2 });
  if (made.trouble === 'pixels')
    throw refused('mail_templates.logo_pixels', { width: made.width, height: made.height });
  throw refused(`mail_templates.logo_${made.trouble}`);
}

function refused(code: FailureCode, values: Record<string, number> = {}): Failure {
  return new Failure('invalid', code, { field: 'logo', values });
}
