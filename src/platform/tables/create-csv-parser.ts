import { columnLetter } from './column-letter.ts';
import type { Delimiter, RowProblem } from './table.ts';

/** A row as it stands in the file, header included, of whatever length it has. */
export interface RawRow {
  line_number: number;
  cells: string[];
  problems?: RowProblem[];
}

export interface CsvParserOptions {
  delimiter: Delimiter;
  /** Cells of a whole row, when known: tells where rows go on after a broken quotation. */
  columnCount?: number;
  /** Longest row, in characters. */
  maxCharacters: number;
}

/** A row with a quotation mark on its first line, as far as it could be read. */
type QuotedRow =
  | { state: 'whole'; cells: string[]; end: number; breaks: number; isTidy: boolean }
  | { state: 'stray'; column: number; breaks: number }
  | { state: 'unclosed' }
  | { state: 'unfinished' };

/** A row is cut after so many cells, one more than Excel has columns: a line of commas must not fill the memory. */
export const MOST_CELLS = 16_385;

/** After a quotation that does not end, at most so many lines are passed over in search of a whole row. */
const MAX_PASSED_LINES = 200;

/** Whose next place is remembered where. */
const LF = 0;
const CR = 1;
const QUOTE = 2;
const DELIMITER = 3;

/** How much of a row that is too long is kept to show. */
const SHOWN_CHARACTERS = 200;

/**
 * RFC 4180 as files really are: LF, CRLF and CR mixed, quotes doubled inside quotes, a quote inside an unquoted cell
 * taken as it is, spaces after a closing quote dropped, blank rows left out. Give it the text in pieces; each call
 * gives back the rows that are complete. A quotation that does not end costs its own row, never the rest of the file:
 * reading goes on at the next line that is a whole row.
 */
export function createCsvParser(options: CsvParserOptions): (piece: string, isLast: boolean) => RawRow[] {
  const { delimiter, columnCount, maxCharacters } = options;
  /** Text without an end that is longer than this holds a row that is too long: one more for half of a CRLF. */
  const longest = maxCharacters + 1;
  let text = '';
  let at = 0;
  /** Where the complete lines of `text` end. */
  let limit = 0;
  let line = 1;
  let rows: RawRow[] = [];
  let lastWidth = columnCount;
  /** Inside a line that is too long and whose end has not come yet. */
  let isInLongLine = false;
  /** The row whose quotation does not end, while a whole row is looked for. */
  let brokenRow: RawRow | undefined;
  let passedLines = 0;
  const next = new Int32Array(4);
  /** The same as it was before the row at `at`, for reading that row's lines anew. */
  const nextBefore = new Int32Array(4);

  return (piece, isLast) => {
    text = text.slice(at) + piece;
    at = 0;
    limit = isLast ? text.length : afterLastLineBreak(text);
    rows = [];
    next.fill(-1);
    while (at < limit && readRow(isLast));
    if (at === limit && text.length - limit > (isInLongLine ? 0 : longest)) passLongLine();
    if (isLast) closeBrokenRow();
    return rows;
  };

  /** Reads what begins at `at`. False when that needs more text. */
  function readRow(isLast: boolean): boolean {
    if (!brokenRow && !isInLongLine && passEmptyLines()) return true;
    const end = lineEnd(at);
    if (isInLongLine) {
      isInLongLine = false;
      passLine(end);
    } else if (end - at > maxCharacters) {
      refuseLongLine();
      passLine(end);
    } else if (place(QUOTE, '"', at) >= end) {
      const cells = text.slice(at, end).split(delimiter, MOST_CELLS);
      if (brokenRow && !isWholeRow(cells)) passBrokenLine(end);
      else takeRow(cells, end, 0);
    } else {
      nextBefore.set(next);
      const row = readQuotedRow(isLast);
      if (row.state === 'unfinished') return false;
      if (row.state === 'whole' && !(brokenRow && !(row.isTidy && isWholeRow(row.cells)))) {
        takeRow(row.cells, row.end, row.breaks);
      } else if (brokenRow) {
        next.set(nextBefore);
        passBrokenLine(end);
      } else if (row.state === 'stray' && row.breaks === 0) {
        refuseStrayQuote(end, row.column);
      } else {
        next.set(nextBefore);
        brokenRow = { line_number: line, cells: shownCells(end) };
        passLine(end);
      }
    }
    return true;
  }

  /** Lines without a character: a file of nothing else has to be over in seconds. */
  function passEmptyLines(): boolean {
    const start = at;
    while (at < limit && (text[at] === '\n' || text[at] === '\r')) passLine(at);
    return at > start;
  }

  function readQuotedRow(isLast: boolean): QuotedRow {
    const cells: string[] = [];
    let cursor = at;
    let breaks = 0;
    let isTidy = true;
    for (;;) {
      if (text[cursor] !== '"') {
        const rowEnd = lineEnd(cursor);
        const cellEnd = Math.min(place(DELIMITER, delimiter, cursor), rowEnd);
        const cell = text.slice(cursor, cellEnd);
        if (cells.length < MOST_CELLS) cells.push(cell);
        isTidy &&= !cell.includes('"');
        if (cellEnd === rowEnd) return endQuotedRow({ state: 'whole', cells, end: rowEnd, breaks, isTidy });
        cursor = cellEnd + 1;
      } else {
        const close = closingQuote(cursor + 1);
        if (close >= limit || close - at > maxCharacters) {
          return { state: isLast || text.length - at > longest ? 'unclosed' : 'unfinished' };
        }
        const value = text.slice(cursor + 1, close);
        breaks += lineBreaks(value);
        if (cells.length < MOST_CELLS) cells.push(value.includes('"') ? value.replaceAll('""', '"') : value);
        cursor = close + 1;
        while (text[cursor] === ' ') cursor++;
        if (cursor === lineEnd(cursor)) return endQuotedRow({ state: 'whole', cells, end: cursor, breaks, isTidy });
        if (text[cursor] !== delimiter) return { state: 'stray', column: cells.length - 1, breaks };
        cursor++;
      }
    }
  }

  function endQuotedRow(row: QuotedRow & { state: 'whole' }): QuotedRow {
    return row.end - at > maxCharacters ? { state: 'unclosed' } : row;
  }

  function takeRow(cells: string[], end: number, breaks: number): void {
    closeBrokenRow();
    if (cells.length === MOST_CELLS || !isBlank(cells)) {
      rows.push({ line_number: line, cells });
      lastWidth = cells.length;
    }
    line += breaks;
    passLine(end);
  }

  function refuseStrayQuote(end: number, column: number): void {
    rows.push({
      line_number: line,
      cells: shownCells(end),
      problems: [{ code: 'stray_quote', values: { column: columnLetter(column) } }],
    });
    passLine(end);
  }

  /** What lies between a broken quotation and the next whole row belongs to the row that broke. */
  function passBrokenLine(end: number): void {
    passLine(end);
    if (++passedLines >= MAX_PASSED_LINES) closeBrokenRow();
  }

  function closeBrokenRow(): void {
    if (!brokenRow) return;
    rows.push({
      ...brokenRow,
      problems: [{ code: 'unclosed_quote', values: { line: brokenRow.line_number, last_line: line - 1 } }],
    });
    brokenRow = undefined;
    passedLines = 0;
  }

  function refuseLongLine(): void {
    if (brokenRow) return;
    rows.push({
      line_number: line,
      cells: shownCells(at + Math.min(SHOWN_CHARACTERS, maxCharacters)),
      problems: [{ code: 'row_too_long', values: { max: maxCharacters } }],
    });
  }

  /** Lets go of a line without an end, all but a CR that may be half of a CRLF. */
  function passLongLine(): void {
    if (!isInLongLine) refuseLongLine();
    isInLongLine = true;
    at = text.endsWith('\r') ? text.length - 1 : text.length;
  }

  function passLine(end: number): void {
    line++;
    at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
  }

  function shownCells(end: number): string[] {
    return text
      .slice(at, end)
      .split(delimiter, MOST_CELLS)
      .map((cell) => cell.slice(0, SHOWN_CHARACTERS));
  }

  function isWholeRow(cells: string[]): boolean {
    return lastWidth === undefined || cells.length === columnCount || cells.length === lastWidth;
  }

  function lineEnd(from: number): number {
    return Math.min(place(LF, '\n', from), place(CR, '\r', from), text.length);
  }

  /** First place of a character from `from` on, remembered until passed; the length of the text when there is none. */
  function place(which: number, character: string, from: number): number {
    let found = next[which]!;
    if (found < from) {
      found = text.indexOf(character, from);
      if (found === -1) found = text.length;
      next[which] = found;
    }
    return found;
  }

  function closingQuote(from: number): number {
    let quote = text.indexOf('"', from);
    while (quote !== -1 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
    return quote === -1 ? text.length : quote;
  }
}

/** 0 when there is none. A CR at the very end does not count: it may be half of a CRLF. */
function afterLastLineBreak(text: string): number {
  const afterLf = text.lastIndexOf('\n') + 1;
  return afterLf + text.slice(afterLf, -1).lastIndexOf('\r') + 1;
}

function lineBreaks(value: string): number {
  return value.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** Old programs end a file with the character SUB, alone on its line. */
function isBlank(cells: string[]): boolean {
  return cells.every((cell) => cell === '' || cell.trim() === '') || (cells.length === 1 && cells[0] === '\x1a');
}
