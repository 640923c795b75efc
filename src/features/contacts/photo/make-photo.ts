import type { Sharp } from 'sharp';
import { Failure, type FailureCode } from '#platform/failure.ts';
import { inTurn } from '#platform/in-turn.ts';
import { type Photo, photoBytes } from './photo.ts';

/** 64 megapixels: more than telephones make, and what can be decoded without the machine noticing. */
const mostPixels = 8192 * 8192;
const mostSeconds = 10;
const sizes = { large: 256, small: 64 } as const;

/** How a file of each kind that is taken begins: JPEG, PNG, GIF. What a file is called or said to be tells nothing. */
const beginnings = ['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'GIF87a', 'GIF89a'];
const readers = ['Jpeg', 'Png', 'Webp', 'Nsgif'];

/** Decoding is work for a whole core: one at a time, so that the rest of the site never waits for photos. */
const turn = inTurn({ at_once: 1, waiting: 20 });

/**
 * Draws a photo anew from the pixels of a JPEG, PNG, GIF (its first frame) or WebP file: upright, cut to a square around
 * what draws the eye, without any word of what the file said beside it, such as where it was taken (I03). Fails as invalid
 * on the field `photo`: too large, too many pixels by its own header, another kind of file, or broken.
 */
export async function makePhoto(bytes: Uint8Array): Promise<Photo> {
  if (bytes.length > photoBytes) throw refused('contacts.photo_too_large', { megabytes: photoBytes / 1024 ** 2 });
  if (!isPicture(bytes)) throw refused('contacts.photo_kind');
  return turn(async () => {
    const open = await openImages();
    // Only the header is read, so its size may be anything.
    const { width, height } = await open(bytes, false)
      .metadata()
      .catch(() => {
        throw refused('contacts.photo_unreadable');
      });
    if (width * height > mostPixels) throw refused('contacts.photo_pixels', { width, height });
    try {
      const large = await square(open(bytes).autoOrient(), sizes.large);
      return { large, small: await square(open(large), sizes.small) };
    } catch {
      throw refused('contacts.photo_unreadable');
    }
  });
}

function isPicture(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  const isWebp = text.startsWith('RIFF') && text.endsWith('WEBP');
  return isWebp || beginnings.some((beginning) => text.startsWith(beginning));
}

type Open = (bytes: Uint8Array, limitInputPixels?: number | false) => Sharp;

/** The library, without what it could read beside the four kinds. It comes with the first photo: most processes never need it. */
async function openImages(): Promise<Open> {
  const { default: open } = await import('sharp');
  open.concurrency(1);
  open.cache(false);
  open.block({ operation: ['VipsForeignLoad'] });
  open.unblock({ operation: readers.map((reader) => `VipsForeignLoad${reader}Buffer`) });
  return (bytes, limitInputPixels = mostPixels) => open(bytes, { limitInputPixels, failOn: 'error' });
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
