/**
 * A program of its own: reads one sheet of one workbook and writes its rows to standard output. It runs apart because a
 * hostile workbook can make any reader run out of memory, which ends a Node process without a way to catch it.
 */
import { once } from 'node:events';
import { Failure } from '#platform/failure.ts';
import type { RawRow } from '#platform/tables/create-csv-parser.ts';
import { chooseSheet } from './choose-sheet.ts';
import { findSheets } from './find-sheets.ts';
import type { WorkbookMessage, WorkbookRequest } from './message.ts';
import { openParts, type WorkbookParts } from './open-parts.ts';
import { readSheet, type SheetReading } from './read-sheet.ts';
import { readStyles } from './read-styles.ts';
import { readTexts } from './read-texts.ts';

/** The first rows go out early, for the preview; after that fewer, fuller messages are cheaper. */
const FIRST_ROWS = 100;
const MESSAGE_ROWS = 2_000;
const MESSAGE_CHARACTERS = 1024 ** 2;

const request: WorkbookRequest = JSON.parse(process.argv[2]!);
try {
  await readWorkbook(request);
  await send({ kind: 'end' });
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  await send({ kind: 'failure', code: error.code, values: error.more.values ?? {} });
}

async function readWorkbook({ path, sheet, limits }: WorkbookRequest): Promise<void> {
  const parts = await openParts(path, limits);
  const workbook = await findSheets(parts);
  const { texts_part: texts, styles_part: styles, is_1904: is1904 } = workbook;
  const reading: SheetReading = {
    texts: texts ? await readTexts(parts.read(texts), limits.shared_text_bytes) : undefined,
    formats: styles ? await readStyles(parts.read(styles)) : [],
    is1904,
    limits,
  };
  const chosen = await chooseSheet(parts, workbook, reading, sheet);
  const sheets = workbook.sheets.map(({ name, is_hidden }) => ({ name, is_hidden }));
  await send({ kind: 'sheets', sheets, sheet: chosen.name, bytes_total: parts.unpackedBytes(chosen.part) });
  await sendRows(parts, chosen.part, reading);
}

async function sendRows(parts: WorkbookParts, part: string, reading: SheetReading): Promise<void> {
  let rows: RawRow[] = [];
  let characters = 0;
  let wanted = FIRST_ROWS;
  let bytesRead = 0;
  const counted = (async function* () {
    for await (const chunk of parts.read(part)) {
      bytesRead += chunk.length;
      yield chunk;
    }
  })();
  for await (const more of readSheet(counted, reading)) {
    for (const row of more) {
      rows.push(row);
      for (const cell of row.cells) characters += cell.length;
      if (rows.length < wanted && characters < MESSAGE_CHARACTERS) continue;
      await send({ kind: 'rows', rows, bytes_read: bytesRead });
      [rows, characters, wanted] = [[], 0, MESSAGE_ROWS];
    }
  }
  if (rows.length > 0) await send({ kind: 'rows', rows, bytes_read: bytesRead });
}

/** Waits when the reader is behind: the rows of a workbook never pile up here. */
async function send(message: WorkbookMessage): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(message)}\n`)) await once(process.stdout, 'drain');
}
