import type { Locale } from '#platform/i18n/messages.ts';

/** One column of a table; widths are shares of the page's. */
export interface PdfColumn {
  header: string;
  width: number;
  isNumeric?: boolean;
}

/** What a document is made of, in the order in which it is read. */
export type PdfBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'facts'; rows: readonly (readonly [label: string, value: string])[] }
  | { kind: 'table'; columns: readonly PdfColumn[]; rows: readonly (readonly string[])[] };

/** A document to be printed or kept, as `writePdf` draws it. Plain data: it goes to another thread. */
export interface PdfDocument {
  title: string;
  subtitle?: string;
  language: Locale;
  /** At the foot of every page, before its number. */
  footer: string;
  /** As its properties have it. */
  created_at: Date;
  blocks: readonly PdfBlock[];
}
