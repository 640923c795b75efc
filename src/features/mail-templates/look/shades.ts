/** A colour of an account in the shades that can be read wherever it is used. All as `#rrggbb`. */
export interface Shades {
  /** Of buttons; the colour itself. */
  fill: string;
  fill_strong: string;
  /** Letters on it: white or black, whichever reads better; one of them always reaches 4.5 (WCAG 1.4.3). */
  on_fill: string;
  /** Of links on light and on dark pages: the colour itself where it can be read there, otherwise as near to it as can be. */
  on_light: string;
  on_dark: string;
}

type Rgb = readonly [number, number, number];

/** The darkest of light grounds and the lightest of dark ones that links stand on; what reads there reads on the others. */
export const lightGround = '#f4f4f2';
export const darkGround = '#222428';

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
/** Contrast of text that is not large (WCAG 2.2, 1.4.3). */
const readable = 4.5;

/** The shades of a colour that is given as `#rrggbb`. Pure. */
export function shadesOf(color: string): Shades {
  const fill = read(color);
  const isOnWhite = contrast(fill, white) >= contrast(fill, black);
  return {
    fill: color,
    fill_strong: write(mixed(fill, isOnWhite ? black : white, 0.16)),
    on_fill: write(isOnWhite ? white : black),
    on_light: write(towards(fill, black, read(lightGround))),
    on_dark: write(towards(fill, white, read(darkGround))),
  };
}

/** How far two colours are apart in lightness, from 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrastOf(one: string, other: string): number {
  return contrast(read(one), read(other));
}

/** The first step from a colour towards another end at which it can be read on a ground. */
function towards(color: Rgb, end: Rgb, ground: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.04) {
    const step = mixed(color, end, share);
    if (contrast(step, ground) >= readable) return step;
  }
  return end;
}

function mixed(color: Rgb, other: Rgb, share: number): Rgb {
  return color.map((part, at) => Math.round(part + (other[at]! - part) * share)) as unknown as Rgb;
}

function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function read(color: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as unknown as Rgb;
}

function write(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
