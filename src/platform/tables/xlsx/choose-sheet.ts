import { Failure } from '#platform/failure.ts';
import type { WorkbookSheets } from './find-sheets.ts';
import type { WorkbookParts } from './open-parts.ts';
import { readSheet, type SheetReading } from './read-sheet.ts';

type Sheet = WorkbookSheets['sheets'][number];

/** Sheets are compared by their beginnings, and only so many. */
const COMPARED_ROWS = 200;
const COMPARED_SHEETS = 50;

/**
 * The sheet that somebody has named, or else the fullest visible one: a list is rarely on the page that explains it, and
 * Numbers begins every workbook with a page about the export. The first counts between equals.
 */
export async function chooseSheet(
  parts: WorkbookParts,
  { sheets }: WorkbookSheets,
  reading: SheetReading,
  name?: string,
): Promise<Sheet> {
  if (name !== undefined) {
    const named = sheets.find((sheet) => sheet.name === name);
    if (!named) throw new Failure('invalid', 'tables.no_such_sheet', { values: { sheet: name } });
    return named;
  }
  const fullest = await findFullest(sheets.filter((sheet) => !sheet.is_hidden));
  if (fullest) return fullest;
  const hidden = await findFullest(sheets.filter((sheet) => sheet.is_hidden));
  if (hidden) throw new Failure('invalid', 'tables.only_hidden_sheets', { values: { sheet: hidden.name } });
  throw new Failure('invalid', 'tables.empty');

  async function findFullest(candidates: Sheet[]): Promise<Sheet | undefined> {
    let best: Sheet | undefined;
    let most = 0;
    for (const sheet of candidates.slice(0, COMPARED_SHEETS)) {
      // Nothing to compare with: whether it is empty is found out when it is read.
      const cells = sheets.length === 1 ? 1 : await estimateCells(parts, sheet.part, reading);
      if (cells > most) [best, most] = [sheet, cells];
    }
    return best;
  }
}

/** Filled cells of a sheet: counted in its first rows, and reckoned from their bytes for the rest. */
async function estimateCells(parts: WorkbookParts, part: string, reading: SheetReading): Promise<number> {
  let rowCount = 0;
  let cells = 0;
  let bytes = 0;
  const counted = (async function* () {
    for await (const chunk of parts.read(part)) {
      bytes += chunk.length;
      yield chunk;
    }
  })();
  for await (const rows of readSheet(counted, reading)) {
    for (const row of rows) cells += row.cells.filter((cell) => cell.trim() !== '').length;
    rowCount += rows.length;
    if (rowCount >= COMPARED_ROWS) return cells * Math.max(1, parts.unpackedBytes(part) / bytes);
  }
  return cells;
}
