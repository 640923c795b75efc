/** A number from 0 up to below 1. */
export type Random = () => number;

/** The same numbers at every run for one seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const nasty = [
  '\0',
  '\r',
  '\n',
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\ufeff',
  '\ufffd',
  'ÿþ',
  '<',
  '&',
  ']]>',
  '<!DOCTYPE x>',
  '-1',
  '9'.repeat(400),
];

/** A copy of the bytes with one to five accidents: bits flipped, pieces lost, doubled, moved or taken from another file. */
export function mangleBytes(bytes: Buffer, others: readonly Buffer[], random: Random): Buffer {
  let mangled: Buffer = Buffer.from(bytes);
  for (let count = Math.ceil(random() * 5); count > 0 && mangled.length > 0; count--) {
    mangled = accident(mangled, others, random);
  }
  return mangled;
}

function accident(bytes: Buffer, others: readonly Buffer[], random: Random): Buffer {
  const place = (length: number) => Math.floor(random() * length);
  const at = place(bytes.length);
  const length = Math.ceil(random() ** 4 * Math.min(bytes.length - at, 4096));
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(at + length);
  const piece = bytes.subarray(at, at + length);
  switch (place(7)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      for (let flips = 1 + place(20); flips > 0; flips--) flipped[place(bytes.length)]! ^= 1 << place(8);
      return flipped;
    }
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return Buffer.from(before);
    case 3:
      return Buffer.concat([before, piece, piece, after]);
    case 4: {
      const other = others[place(others.length)]!;
      const start = place(other.length);
      return Buffer.concat([before, other.subarray(start, start + length), after]);
    }
    case 5:
      return Buffer.concat([before, Buffer.from(nasty[place(nasty.length)]!), bytes.subarray(at)]);
    default:
      return Buffer.concat([
        before,
        Buffer.from(Array.from({ length: Math.min(length, 512) }, () => place(256))),
        after,
      ]);
  }
}
