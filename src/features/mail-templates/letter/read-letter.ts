import type { Block, Piece } from '#platform/email/letter.ts';
import { plainButtons, readButton, readGreeting, readRow, showMarks } from './marks.ts';

/**
 * Makes blocks of a template's text once its placeholders are filled. A blank line ends a block. `## ` begins a heading,
 * `-# ` small print, `- ` an entry of a list; within a block `**strong**` and `[words](https://…)`. Everything else is text.
 */
export function readLetter(text: string): Block[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .map((block) => block.replace(/^\n+|\s+$/g, ''))
    .filter((block) => block.trim() !== '')
    .flatMap(readBlocks);
}

function readBlocks(block: string): Block[] {
  const alone = readButton(block) ?? readGreeting(block);
  if (alone) return [alone];
  // A button right below a line of text is one all the same.
  const lines = block.split('\n');
  const rows = lines.map(readRow);
  if (rows.every((one) => one !== null)) return [{ facts: rows }];
  const at = lines.findIndex((line) => readButton(line));
  if (at >= 0) {
    const around = [lines.slice(0, at), lines.slice(at + 1)].map((part) => part.join('\n'));
    return [...readLetter(around[0]!), readButton(lines[at]!)!, ...readLetter(around[1]!)];
  }
  return readText(plainButtons(block));
}

function readText(block: string): Block[] {
  if (block.startsWith('## ')) {
    const [first, ...rest] = block.split('\n');
    return [{ heading: readPieces(first!.slice(3)) }, ...readLetter(rest.join('\n'))];
  }
  if (block.startsWith('-# ')) return [{ small: readPieces(block.replace(/^-# /gm, '')) }];
  const lines = block.split('\n');
  const from = lines.findIndex((line) => line.startsWith('- '));
  if (from < 0) return [{ paragraph: readPieces(block) }];
  const count = lines.slice(from).findIndex((line) => !line.startsWith('- '));
  const to = count < 0 ? lines.length : from + count;
  return [
    ...readLetter(lines.slice(0, from).join('\n')),
    { list: lines.slice(from, to).map((line) => readPieces(line.slice(2))) },
    ...readLetter(lines.slice(to).join('\n')),
  ];
}

/** No words within words: the first mark that closes wins. */
const inline = /\*\*([^*\n]+)\*\*|\[([^[\]\n]+)\]\(([^()\s]+)\)/g;
/** What a link may lead to; anything else stays the text that it is. */
const safeAddress = /^(?:https?:\/\/|mailto:|tel:)[^\s<>"]+$/i;

function readPieces(text: string): string | Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const say = (plain: string) => {
    if (plain !== '') pieces.push(showMarks(plain));
  };
  for (const match of text.matchAll(inline)) {
    const [whole, strong, link, url] = match;
    const address = showMarks(url ?? '');
    if (link !== undefined && !safeAddress.test(address)) continue;
    say(text.slice(from, match.index));
    from = match.index + whole.length;
    pieces.push(strong === undefined ? { link: showMarks(link!), url: address } : { strong: showMarks(strong) });
  }
  say(text.slice(from));
  const [only] = pieces;
  return pieces.length === 1 && typeof only === 'string' ? only : pieces;
}
