import type { Sharp } from 'sharp';
import { Failure, type FailureCode } from '#platform/failure.ts';
import { drawAnew } from '#platform/pictures/draw-anew.ts';
import { type Photo, photoBytes } from './photo.ts';

const mostSeconds = 10;
const sizes = { large: 256, small: 64 } as const;

/**
 * Draws a photo anew from the pixels of a JPEG, PNG, GIF (its first frame) or WebP file: upright, cut to a square around
 * what draws the eye, without any word of what the file said beside it, such as where it was taken (I03). Fails as invalid
 * on the field `photo`: too large, too many pixels by its own header, another kind of file, or broken.
 */
export async function makePhoto(bytes: Uint8Array): Promise<Photo> {
  const made = await drawAnew(bytes, {
    mostBytes: photoBytes,
    async draw(open) {
      const large = await square(open(bytes).autoOrient(), sizes.large);
      return { large, small: await square(open(large), sizes.small) };
    },
  });
  if ('drawn' in made) return made.drawn;
  if (made.trouble === 'too_large') throw refused('contacts.photo_too_large', { megabytes: photoBytes / 1024 ** 2 });
  if (made.trouble === 'pixels') throw refused('contacts.photo_pixels', { width: made.width, height: made.height });
  throw refused(`contacts.photo_${made.trouble}`);
}

function square(image: Sharp, width: number): Promise<Buffer> {
  return image
    .resize(width, width, { fit: 'cover', position: 'attention' })
    .webp({ quality: 82 })
    .timeout({ seconds: mostSeconds })
    .toBuffer();
}

function refused(code: FailureCode, values: Record<string, number> = {}): Failure {
  return new Failure('invalid', code, { field: 'photo', values });
}
