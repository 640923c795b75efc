/** A contact's photo as it is kept: squares in WebP, drawn from the pixels of a file of which nothing else is left. */
export interface Photo {
  /** 256 pixels wide. */
  large: Buffer;
  /** 64 pixels wide, for lists. */
  small: Buffer;
}

/** What a photo's file may weigh; phones make 2 to 4 MB. */
export const photoBytes = 5 * 1024 ** 2;

/** As an input's `accept`. */
export const photoTypes = 'image/jpeg,image/png,image/webp,image/gif';

/** Where a photo lies, or undefined without one; another photo has another address, so that browsers may keep each for good. */
export function photoPath(
  { id, photo_key }: { id: number; photo_key: string | null },
  size: keyof Photo = 'small',
): string | undefined {
  return photo_key === null ? undefined : `/contacts/${id}/photo.webp?v=${photo_key}&size=${size}`;
}
