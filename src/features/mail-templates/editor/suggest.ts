/** Something that can be put in where somebody types. */
export interface Suggestion {
  /** What it is called in the words of the editor: a placeholder, a filter or a tag. */
  name: string;
  kind: 'placeholder' | 'filter' | 'tag';
  insert: string;
  /** Where the caret goes, counted from the start of what is put in. */
  caret: number;
}

/** What is offered at a place, and which letters it takes the place of. */
export interface Offer {
  from: number;
  to: number;
  suggestions: Suggestion[];
}

/** How each filter begins; the caret goes where `|` is. */
const filterTexts: Record<string, string> = {
  button: 'button: "|"',
  row: 'row: "|"',
  josa: 'josa: "은/는"|',
  date: 'date|',
  time: 'time|',
  default: 'default: "|"',
};

const tagTexts: Record<string, string> = {
  if: ' if contact.company != "" %}\n|\n{% else %}\n\n{% endif %}',
  for: ' for one in contact_points %}\n- {{ one }}|\n{% endfor %}',
};

/**
 * What can be put in at the caret: placeholders after two opening braces, filters after a bar, tags after a brace and a per cent
 * sign. Null where nothing fits, such as in plain text. Pure.
 */
export function suggestAt(text: string, caret: number, placeholders: readonly string[]): Offer | null {
  const before = text.slice(0, caret);
  const open = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  if (open < 0 || Math.max(before.lastIndexOf('}}'), before.lastIndexOf('%}')) > open) return null;
  const inside = before.slice(open + 2);
  if (inside.includes('\n')) return null;
  const rest = text.slice(caret);
  return before.startsWith('{%', open)
    ? suggestTag(inside, { open, caret, placeholders })
    : suggestOutput(inside, { open, caret, placeholders, isClosed: /^[^\n{]*\}\}/.test(rest) });
}

interface Place {
  open: number;
  caret: number;
  placeholders: readonly string[];
  isClosed?: boolean;
}

function suggestOutput(inside: string, { open, caret, placeholders, isClosed = false }: Place): Offer | null {
  const end = isClosed ? '' : ' }}';
  const filter = /\|\s*(\w*)$/.exec(inside);
  if (filter) {
    const from = caret - filter[1]!.length;
    return offered(from, caret, filter[1]!, Object.keys(filterTexts), (name) => ({
      kind: 'filter',
      ...withCaret(`${filterTexts[name]}${end}`),
    }));
  }
  const word = /^\s*([\w.]*)$/.exec(inside)?.[1];
  if (word === undefined) return null;
  return offered(open + 2, caret, word, placeholders, (name) => ({
    kind: 'placeholder',
    ...withCaret(` ${name}|${end}`),
  }));
}

function suggestTag(inside: string, { open, caret, placeholders }: Place): Offer | null {
  const tag = /^\s*(\w*)$/.exec(inside)?.[1];
  if (tag !== undefined) {
    const names = Object.keys(tagTexts).filter((name) => name !== 'for' || placeholders.includes('contact_points'));
    return offered(open + 2, caret, tag, names, (name) => ({ kind: 'tag', ...withCaret(tagTexts[name]!) }));
  }
  const word = /\b(?:if|elsif|unless|in|case|and|or)\s+([\w.]*)$/.exec(inside)?.[1];
  if (word === undefined) return null;
  return offered(caret - word.length, caret, word, placeholders, (name) => ({
    kind: 'placeholder',
    ...withCaret(`${name}|`),
  }));
}

/** Those that have what was typed, those that begin with it first; a word that stands complete needs no offer. */
function offered(
  from: number,
  to: number,
  word: string,
  names: readonly string[],
  make: (name: string) => Omit<Suggestion, 'name'>,
): Offer | null {
  const fitting = names.filter((name) => name.includes(word));
  const sorted = [
    ...fitting.filter((name) => name.startsWith(word)),
    ...fitting.filter((name) => !name.startsWith(word)),
  ];
  return sorted.length > 0 ? { from, to, suggestions: sorted.map((name) => ({ name, ...make(name) })) } : null;
}

function withCaret(text: string): Pick<Suggestion, 'insert' | 'caret'> {
  const caret = text.indexOf('|');
  return caret < 0 ? { insert: text, caret: text.length } : { insert: text.replace('|', ''), caret };
}
