import type { FailureCode } from '#platform/failure.ts';
import type { Messages } from '#platform/i18n/messages.ts';

/**
 * Encodings a text table may have, in the order in which they are offered. `cp949` includes EUC-KR; the rest are names of
 * the WHATWG Encoding Standard.
 */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'cp949',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'windows-1252',
  'macintosh',
  'windows-1250',
  'windows-1257',
  'windows-1254',
  'windows-1251',
  'koi8-r',
  'windows-1253',
  'windows-1255',
  'windows-1256',
  'windows-874',
  'windows-1258',
] as const;
export type Encoding = (typeof encodings)[number];

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Key of a sentence under `rows` in `locales/en/tables.json`. */
export type RowProblemCode = keyof Messages['tables']['rows'] & string;

/** Why a row can not be taken as it is: the sentence's key and what the sentence mentions. */
export interface RowProblem {
  code: RowProblemCode;
  values: Record<string, string | number>;
  /**
   * 0-based column, where the trouble is in one cell and nothing else; who skips this column may ignore it. Without
   * it the whole row is in doubt.
   */
  column?: number;
}

/** One row under the header. */
export interface TableRow {
  /** 1-based count of the rows after the header, blank ones left out. */
  row_number: number;
  /** Where the row starts: the line of a text file, the row a spreadsheet shows. 1-based. */
  line_number: number;
  /**
   * One string per column of the format, never fewer or more, blanks around them kept. Where `problems` is there they
   * are for showing only: what could not be read is cut or stands as U+FFFD (undecodable) or U+2400 (NUL).
   */
  cells: string[];
  /** Absent when nothing is wrong. */
  problems?: RowProblem[];
}

/** How to read a text table. Plain JSON, so that it can be kept with the import. */
export interface CsvFormat {
  kind: 'csv';
  encoding: Encoding;
  delimiter: Delimiter;
  /** Line on which the header starts, 1-based; 0 where there is none. */
  header_row: number;
  column_count: number;
}

/** How to read one sheet of a workbook. Plain JSON. */
export interface XlsxFormat {
  kind: 'xlsx';
  sheet: string;
  /** Row of the header as the spreadsheet shows it, 1-based; 0 where there is none. */
  header_row: number;
  column_count: number;
}

export type TableFormat = CsvFormat | XlsxFormat;

/** What is wrong with the whole file although it can be shown: `new Failure('invalid', code, { values })` says it. */
export interface TableProblem {
  code: Extract<FailureCode, `tables.${string}`>;
  values: Record<string, string | number>;
}

export interface SheetName {
  name: string;
  is_hidden: boolean;
}

/** What a file turned out to be. */
export interface TableInspection {
  format: TableFormat;
  /**
   * One per column: trimmed, inner blanks and line breaks made one space, Unicode NFC. Blank ones are ''. Where the file has
   * none, the letters of the columns.
   */
  headers: string[];
  /** 0-based columns whose header is blank; name them for people with `columnLetter`. */
  blank_columns: number[];
  /** What the file begins with, 20 rows at most as they stand in it: by them somebody can see where the header is. */
  first_lines: Pick<TableRow, 'line_number' | 'cells'>[];
  /** The first rows under the header, 50 at most. */
  sample_rows: TableRow[];
  /** Sheets of a workbook, visible ones first; absent for text. */
  sheets?: SheetName[];
  /** Trouble with the file as a whole (equal headers, no header, no rows …). An import must not start with any. */
  problems: TableProblem[];
}

/**
 * The rows of a file in batches of about 1,000–5,000, read as they are asked for. Leaving the loop early (break, throw)
 * or the AbortSignal closes the file and ends the child process. Iterate once.
 */
export interface TableStream extends AsyncIterable<TableRow[]> {
  /** Bytes read so far, for progress: of the file, or of the unpacked sheet. */
  readonly bytes_read: number;
  /** About how many there will be at the end. 0 until the first batch. */
  readonly bytes_total: number;
}
