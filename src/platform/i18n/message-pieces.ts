import en from '#locales/en.ts';
import ko from '#locales/ko.ts';
import type { Locale } from './messages.ts';

/** A stretch of a message: words, or what a value is put in place of. */
export type MessagePiece = { text: string } | { argument: string };

/** As a build compiles a message: words as they are, an argument with its name first. Sources have the message as written. */
type Message = string | (string | [string, ...unknown[]])[];

/**
 * A message taken apart into words and arguments, whatever their formats: for those who write their own words around the
 * same values. A message that chooses between forms can not be taken apart and throws.
 */
export function messagePieces(locale: Locale, key: string): MessagePiece[] {
  let found: unknown = { en, ko }[locale];
  for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part];
  if (found === undefined) throw new Error(`no message is called ${key}`);
  const pieces = typeof found === 'string' ? piecesOfSource(found) : piecesOfBuild(found as Exclude<Message, string>);
  if (!pieces) throw new Error(`${key} chooses between forms`);
  return pieces;
}

function piecesOfSource(message: string): MessagePiece[] | null {
  const pieces = message.split(/\{(\w+)(?:, (?:date|time|number)(?:, [^{}]*)?)?\}/);
  const all = pieces.map((piece, at) => (at % 2 === 0 ? { text: piece } : { argument: piece }));
  return all.some((piece) => 'text' in piece && /[{}]/.test(piece.text)) ? null : all;
}

/** The second of an argument tells its kind: none, a number, a date or a time. Others are choices. */
function piecesOfBuild(message: Exclude<Message, string>): MessagePiece[] | null {
  const isPlain = message.every(
    (piece) => typeof piece === 'string' || [undefined, 4, 5, 6].includes(piece[1] as number),
  );
  if (!isPlain) return null;
  return message.map((piece) => (typeof piece === 'string' ? { text: piece } : { argument: piece[0] }));
}
