/** An account's logo as it is kept. */
export interface Logo {
  key: string;
  png: Buffer;
  /** In pixels; it is shown at half of that, so that it is sharp on fine screens. */
  width: number;
  height: number;
}

/** What a logo's file may weigh. */
export const logoBytes = 2 * 1024 ** 2;

/** As an input's `accept`. */
export const logoTypes = 'image/png,image/jpeg,image/webp,image/gif';

/** Where a logo lies; another one has another address, so that browsers may keep each for good. */
export function logoPath(logo_key: string | null): string | null {
  return logo_key === null ? null : `/portal/logo.png?v=${logo_key}`;
}

/** The pixels that a logo is shown in: half of its own. */
export function shownSize({ width, height }: Pick<Logo, 'width' | 'height'>): { width: number; height: number } {
  return { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
}

/** A mail's HTML part as a page may show it: its logo is in it, since nothing else is sent along. */
export function withLogo(html: string, png_base64: string | undefined): string {
  return png_base64 ? html.replaceAll('src="cid:logo"', `src="data:image/png;base64,${png_base64}"`) : html;
}
