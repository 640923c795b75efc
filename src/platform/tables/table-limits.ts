/** The most that a table may be, told to people before they upload. Bytes unless the name says otherwise. */
export const tableLimits = {
  csv_bytes: 1024 ** 3,
  xlsx_bytes: 100 * 1024 ** 2,
  /** Rows under the header. */
  rows: 1_048_576,
  columns: 1_000,
  /** One row of a text file, or one cell of a workbook, in characters (UTF-16 code units). */
  row_characters: 1024 ** 2,
  /** What all parts of a workbook may unpack to, counted while unpacking. */
  inflated_bytes: 2 * 1024 ** 3,
  /** Unpacked bytes per packed byte of one part, judged only above `inflate_floor_bytes`: honest small files reach 100. */
  inflate_ratio: 200,
  inflate_floor_bytes: 16 * 1024 ** 2,
  zip_entries: 2_000,
  /** Different texts of a workbook, which have to be in memory together. */
  shared_text_bytes: 256 * 1024 ** 2,
  /** How long the child process may be waited for, all waits of one reading together. */
  xlsx_seconds: 900,
  /** The same for a preview, for which a person waits. */
  xlsx_inspect_seconds: 50,
  /** Heap of the child process, in MB. */
  xlsx_heap_mb: 256,
};

export type TableLimits = typeof tableLimits;
