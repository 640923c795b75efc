/** One part of a letter, from top to bottom. Text only: both renderings escape it. */
export type Block =
  | { greeting: string }
  | { paragraph: string }
  /** A link as a button; the text part shows the address itself. */
  | { button: string; url: string }
  /** Labelled values, such as the counts of an import. */
  | { facts: [label: string, value: string][] }
  /** Small print, such as how long a link works. */
  | { small: string };

/** What an e-mail says, written once; `renderLetter` makes its text and its HTML part. */
export interface Letter {
  subject: string;
  blocks: Block[];
}
