/**
 * CP949 (Unified Hangul Code, what Korean Windows writes): EUC-KR plus the 8,822 Hangul syllables that KS X 1001 lacks.
 * Node's `TextDecoder('euc-kr')` knows only KS X 1001 and turns 똠 into a control character and `c`, so the rest is
 * built here: CP949 puts the missing syllables in Unicode order into the free codes, lead by lead.
 */

const UNDECODABLE = 0xfffd;

/** Decoder for one stream: give it the bytes as they come. What is no CP949 becomes U+FFFD, an ASCII byte stays itself. */
export function createCp949Decoder(): (bytes: Uint8Array, isLast: boolean) => string {
  const table = decodingTable();
  let heldLead = 0;
  return (bytes, isLast) => {
    const units = new Uint16Array(bytes.length + 2);
    let length = 0;
    let lead = heldLead;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (lead !== 0) {
        const unit = table[(lead << 8) | byte]!;
        lead = 0;
        units[length++] = unit === 0 ? UNDECODABLE : unit;
        if (unit !== 0 || byte >= 0x80) continue;
      }
      if (byte < 0x80) units[length++] = byte;
      else if (byte > 0x80 && byte < 0xff) lead = byte;
      else units[length++] = UNDECODABLE;
    }
    if (isLast && lead !== 0) units[length++] = UNDECODABLE;
    heldLead = isLast ? 0 : lead;
    return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
  };
}

let decoding: Uint16Array | undefined;

/** UTF-16 unit by (lead << 8 | trail), 0 where there is none. */
function decodingTable(): Uint16Array {
  if (decoding) return decoding;
  const table = new Uint16Array(0x10000);
  const ksx1001 = new TextDecoder('euc-kr');
  const known = new Set<number>();
  for (let lead = 0xa1; lead <= 0xfd; lead++) {
    if (lead === 0xc9) continue; // for users' own characters, like 0xfe
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      const unit = ksx1001.decode(Uint8Array.of(lead, trail)).charCodeAt(0);
      if (unit === UNDECODABLE || (unit >= 0xe000 && unit < 0xf900)) continue;
      table[(lead << 8) | trail] = unit;
      known.add(unit);
    }
  }
  table[0xa2e6] = 0x20ac; // € and ® came to Korean Windows later than to KS X 1001
  table[0xa2e7] = 0xae;
  let syllable = 0xac00;
  for (let lead = 0x81; lead <= 0xc6; lead++) {
    for (let trail = 0x41; trail <= (lead <= 0xa0 ? 0xfe : 0xa0); trail++) {
      if ((trail > 0x5a && trail < 0x61) || (trail > 0x7a && trail < 0x81)) continue;
      while (known.has(syllable)) syllable++;
      if (syllable > 0xd7a3) break;
      table[(lead << 8) | trail] = syllable++;
    }
  }
  decoding = table;
  return table;
}
