import type { Sharp } from 'sharp';
import { inTurn } from '#platform/in-turn.ts';

/** 64 megapixels: more than telephones make, and what can be decoded without the machine noticing. */
const mostPixels = 8192 * 8192;

/** How a file of each kind that is taken begins: JPEG, PNG, GIF. What a file is called or said to be tells nothing. */
const beginnings = ['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'GIF87a', 'GIF89a'];
const readers = ['Jpeg', 'Png', 'Webp', 'Nsgif'];

/** Decoding is work for a whole core: one at a time, so that the rest of the site never waits for pictures. */
const turn = inTurn({ at_once: 1, waiting: 20 });

/** Why a file is no picture that is taken: it weighs too much, is of another kind or broken, or has too many pixels by its header. */
export type PictureTrouble =
  | { trouble: 'too_large' | 'kind' | 'unreadable' }
  | { trouble: 'pixels'; width: number; height: number };

/** Opens what was drawn already, or the file, for the next step. */
export type OpenPicture = (bytes: Uint8Array) => Sharp;

/**
 * Draws something anew from the pixels of a JPEG, PNG, GIF (its first frame) or WebP file, so that no byte of the file is left
 * (I03). `draw` gets the file and what opens it; whatever goes wrong there means that the picture is broken.
 */
export async function drawAnew<T>(
  bytes: Uint8Array,
  { mostBytes, draw }: { mostBytes: number; draw(open: OpenPicture): Promise<T> },
): Promise<{ drawn: T } | PictureTrouble> {
  if (bytes.length > mostBytes) return { trouble: 'too_large' };
  if (!isPicture(bytes)) return { trouble: 'kind' };
  return turn(async () => {
    const open = await openImages();
    // Only the header is read, so its size may be anything.
    const size = await open(bytes, false)
      .metadata()
      .catch(() => null);
    if (!size) return { trouble: 'unreadable' };
    if (size.width * size.height > mostPixels) return { trouble: 'pixels', width: size.width, height: size.height };
    try {
      return { drawn: await draw((file) => open(file)) };
    } catch {
      return { trouble: 'unreadable' };
    }
  });
}

function isPicture(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  const isWebp = text.startsWith('RIFF') && text.endsWith('WEBP');
  return isWebp || beginnings.some((beginning) => text.startsWith(beginning));
}

type Open = (bytes: Uint8Array, limitInputPixels?: number | false) => Sharp;

/** The library, without what it could read beside the four kinds. It comes with the first picture: most processes never need it. */
async function openImages(): Promise<Open> {
  const { default: open } = await import('sharp');
  open.concurrency(1);
  open.cache(false);
  open.block({ operation: ['VipsForeignLoad'] });
  open.unblock({ operation: readers.map((reader) => `VipsForeignLoad${reader}Buffer`) });
  return (bytes, limitInputPixels = mostPixels) => open(bytes, { limitInputPixels, failOn: 'error' });
}
