import addressparser from 'nodemailer/lib/addressparser';
import { readEmailAddress } from '#platform/fields/email-address.ts';
import { trimBlanks } from '#platform/fields/trim-blanks.ts';

/** One of the people in a pasted text. */
export interface PastedPerson {
  /** As it stands in the text, for what is no address. */
  text: string;
  /** Null where the text has none beside the address. */
  name: string | null;
  /** As Maru keeps it; null where it is no address. */
  email: string | null;
}

/** What a name is cut to: the contact field's own limit. */
const longestName = 200;
/** Of a line with everybody in it. */
const longestLine = 30_000;

/**
 * The people in a text that was pasted from a mail, a sheet or a list: `Ruth King <ruth@x.com>`, one on a line or several
 * with commas or semicolons, cells with tabs in either order, `name, address`, or bare addresses. Nothing is left out:
 * what can't be read as an address comes back with the text it stands in.
 */
export function readPastedAddresses(text: string): PastedPerson[] {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => trimBlanks(line).slice(0, longestLine))
    .filter((line) => line !== '')
    .flatMap((line) => (line.includes('\t') ? [fromCells(line)] : fromLine(line)));
}

/** A row of a sheet: the cell with the address, and what else it has for a name. */
function fromCells(line: string): PastedPerson {
  const cells = line
    .split('\t')
    .map((cell) => trimBlanks(cell))
    .filter((cell) => cell !== '');
  const place = cells.findIndex((cell) => cell.includes('@'));
  if (place < 0) return { text: line, name: null, email: null };
  const [inCell] = fromLine(cells[place]!);
  const beside = cells.find((cell, at) => at !== place && /\p{L}/u.test(cell));
  return { ...inCell!, name: inCell!.name ?? nameOf(beside ?? '') };
}

function fromLine(line: string): PastedPerson[] {
  const people: PastedPerson[] = [];
  // A name in front of a comma belongs to the address behind it: `Ruth King, ruth@x.com`.
  let waiting = '';
  for (const { name, address } of addressparser(line, { flatten: true })) {
    if (!address.includes('@')) {
      if (waiting) people.push({ text: waiting, name: null, email: null });
      waiting = trimBlanks(name || address);
      continue;
    }
    const whole = waiting && name ? `${name} ${waiting}` : name || waiting;
    waiting = '';
    people.push({
      text: name ? `${name} <${address}>` : address,
      name: nameOf(whole),
      email: readEmailAddress(address),
    });
  }
  if (waiting) people.push({ text: waiting, name: null, email: null });
  return people;
}

/** Null for what is no name, such as the address once more. */
function nameOf(text: string): string | null {
  const name = trimBlanks(text.replace(/^["']+|["']+$/g, '').replace(/\s+/g, ' ')).slice(0, longestName);
  return name === '' || name.includes('@') ? null : name;
}
