import { Failure } from '#platform/failure.ts';
import { columnLetter } from '#platform/tables/column-letter.ts';
import { MOST_CELLS, type RawRow } from '#platform/tables/create-csv-parser.ts';
import type { TableLimits } from '#platform/tables/table-limits.ts';
import type { CellFormat } from './cell-format.ts';
import { numberText } from './number-text.ts';
import { readXml } from './read-xml.ts';
import type { TextStore } from './text-store.ts';
import { unescapeText } from './unescape-text.ts';

export interface SheetReading {
  texts: TextStore | undefined;
  formats: CellFormat[];
  is1904: boolean;
  limits: TableLimits;
}

/** What the file says of the cell that is being read. */
interface OpenCell {
  column: number;
  type: string;
  style: number;
  text: string;
  hasValue: boolean;
  hasFormula: boolean;
}

/** The rows of one sheet that are not blank, in pieces as they come. */
export async function* readSheet(bytes: AsyncIterable<Buffer>, reading: SheetReading): AsyncGenerator<RawRow[]> {
  const { limits } = reading;
  let rows: RawRow[] = [];
  let row: RawRow = { line_number: 0, cells: [] };
  let cell: OpenCell | undefined;
  let column = -1;
  let rowCharacters = 0;
  let rowCells = 0;
  let allCharacters = 0;
  let isReading = false;
  let isText = false;
  let isDone = false;

  const pieces = readXml(bytes, {
    open(name, attributes) {
      if (name === 'c') {
        column = columnOf(attributes.r ?? '') ?? column + 1;
        if (++rowCells > MOST_CELLS) refuseColumns(rowCells, limits.columns);
        const style = attributes.s ? Number(attributes.s) : 0;
        cell = { column, type: attributes.t ?? 'n', style, text: '', hasValue: false, hasFormula: false };
      } else if (name === 'v') {
        isText = cell !== undefined;
        if (cell) cell.hasValue = true;
      } else if (name === 't') {
        isText = cell !== undefined && !isReading;
      } else if (name === 'f') {
        if (cell) cell.hasFormula = true;
      } else if (name === 'row') {
        row = { line_number: Number(attributes.r) || row.line_number + 1, cells: [] };
        if (!(row.line_number <= limits.rows + 1)) {
          throw new Failure('invalid', 'tables.too_many_rows', { values: { max: limits.rows } });
        }
        column = -1;
        rowCharacters = 0;
        rowCells = 0;
      } else if (name === 'rPh') {
        isReading = true;
      }
    },
    text(piece) {
      if (isText && cell) cell.text += piece;
    },
    close(name) {
      if (name === 'c' && cell) {
        takeCell(cell);
        cell = undefined;
      } else if (name === 'v' || name === 't') isText = false;
      else if (name === 'row' && row.cells.some((text) => text.trim() !== '')) rows.push(row);
      else if (name === 'rPh') isReading = false;
      else if (name === 'sheetData') isDone = true;
    },
  });
  for await (const _ of pieces) {
    if (rows.length > 0) yield rows;
    rows = [];
    if (isDone) return;
  }

  function takeCell(open: OpenCell): void {
    const text = cellText(open, reading, row);
    if (text === '') return;
    rowCharacters += text.length;
    allCharacters += text.length;
    // One shared text may stand in a million cells: what is handed on counts like what is unpacked.
    if (allCharacters > limits.inflated_bytes) {
      const values = { max: Math.round(limits.inflated_bytes / 1024 ** 2) };
      throw new Failure('invalid', 'tables.unpacks_too_large', { values });
    }
    if (rowCharacters > limits.row_characters) {
      row.problems = [{ code: 'row_too_long', values: { max: limits.row_characters } }];
      return;
    }
    const place = Math.min(open.column, limits.columns);
    while (row.cells.length < place) row.cells.push('');
    row.cells[place] = text;
  }
}

/** No spreadsheet program writes as many cells into a row. */
function refuseColumns(columns: number, max: number): never {
  throw new Failure('invalid', 'tables.too_many_columns', { values: { columns, max } });
}

/** 0-based column of a reference such as `AB12`; undefined for one without letters. */
function columnOf(reference: string): number | undefined {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column === 0 ? undefined : column - 1;
}

/** The value as people see it, or a problem of the row. A formula counts by the value it had when the file was saved. */
function cellText(cell: OpenCell, reading: SheetReading, row: RawRow): string {
  const { text, type } = cell;
  const refuse = (code: 'error_cell' | 'uncalculated_formula' | 'missing_text') => {
    const values = { column: columnLetter(cell.column), value: text.slice(0, 80) };
    row.problems ??= [];
    row.problems.push({ code, values, column: cell.column });
    return text === '' ? '?' : text;
  };
  // A formula whose value is the empty text says so by its type.
  if (cell.hasFormula && (!cell.hasValue || (text === '' && type !== 'str'))) return refuse('uncalculated_formula');
  if (type === 's') return text === '' ? '' : (reading.texts?.at(Number(text)) ?? refuse('missing_text'));
  if (type === 'e') return refuse('error_cell');
  if (type === 'b') return text === '1' || text === 'true' ? 'TRUE' : text === '' ? '' : 'FALSE';
  if (type === 'd') return dateOf(text);
  if (type === 'str' || type === 'inlineStr') return unescapeText(text);
  return numberText(text.trim(), reading.formats[cell.style] ?? 'number', reading.is1904);
}

/** A strict workbook writes dates in ISO form: a time of day alone has the day 0 of 1900, or of 1904, before it. */
function dateOf(text: string): string {
  return text.replace(/(T\d\d:\d\d:\d\d)(\.\d+)?Z?$/, '$1').replace(/T00:00:00$|^(1899-12-3[01]|1904-01-01)T/, '');
}
