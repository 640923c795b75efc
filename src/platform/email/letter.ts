/** A stretch of a line: plain, strong, or a link that shows other words than its address. */
export type Piece = string | { strong: string } | { link: string; url: string };

/** One part of a letter, from top to bottom. Text only: both renderings escape it. */
export type Block =
  | { greeting: string }
  | { paragraph: string | Piece[] }
  /** A link as a button; the text part shows the address itself. */
  | { button: string; url: string }
  /** Labelled values, such as the counts of an import. */
  | { facts: [label: string, value: string][] }
  /** Small print, such as how long a link works. */
  | { small: string | Piece[] }
  | { heading: string | Piece[] }
  /** One entry a line, each with a dot before it. */
  | { list: (string | Piece[])[] };

/** What an e-mail says, written once; `renderLetter` makes its text and its HTML part. */
export interface Letter {
  subject: string;
  blocks: Block[];
}
