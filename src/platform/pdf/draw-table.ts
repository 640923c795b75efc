import type PDFKit from 'pdfkit';
import { ink } from './draw-document.ts';
import { keepWords } from './keep-words.ts';
import type { PdfColumn } from './pdf-document.ts';

type Pdf = PDFKit.PDFDocument;

interface DrawnTable {
  columns: readonly PdfColumn[];
  rows: readonly (readonly string[])[];
  /** The first cell names its row and columns have no header. */
  hasRowHeaders: boolean;
}

const padding = { above: 3.5, below: 4, beside: 8 };
const size = 9.5;

/** A table from margin to margin, below what stands there; goes on over pages, with its header on each. */
export function drawTable(pdf: Pdf, root: PDFKit.PDFStructureElement, table: DrawnTable): void {
  const { columns, rows, hasRowHeaders } = table;
  const structure = pdf.struct('Table');
  root.add(structure);
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  const whole = pdf.page.width - pdf.page.margins.left - pdf.page.margins.right;
  const widths = columns.map(({ width }) => (width / total) * whole);
  const draw = (cells: readonly string[], look: RowLook) =>
    drawRow(pdf, structure, { cells, columns, widths, ...look });
  const drawHeader = (isRepeated: boolean) =>
    draw(
      columns.map(({ header }) => header),
      { isHeader: true, isRepeated, hasRowHeaders },
    );
  if (!hasRowHeaders) drawHeader(false);
  for (const cells of rows) {
    if (pdf.y + heightOf(pdf, cells, widths) > pdf.page.maxY()) {
      pdf.addPage();
      if (!hasRowHeaders) drawHeader(true);
    }
    draw(cells, { isHeader: false, isRepeated: false, hasRowHeaders });
  }
  structure.end();
  pdf.y += 6;
  pdf.x = pdf.page.margins.left;
}

interface RowLook {
  isHeader: boolean;
  /** On a further page it is there for the eye only. */
  isRepeated: boolean;
  hasRowHeaders: boolean;
}

interface DrawnRow extends RowLook {
  cells: readonly string[];
  columns: readonly PdfColumn[];
  widths: readonly number[];
}

function drawRow(pdf: Pdf, table: PDFKit.PDFStructureElement, drawn: DrawnRow): void {
  const { cells, columns, widths, isHeader, isRepeated, hasRowHeaders } = drawn;
  const top = pdf.y;
  const height = heightOf(pdf, cells, widths);
  // A document waits for every element that was begun, also for one that stands nowhere.
  const row = isRepeated ? null : pdf.struct('TR');
  if (row) table.add(row);
  let left = pdf.page.margins.left;
  for (const [at, cell] of cells.entries()) {
    const width = widths[at]!;
    const isName = isHeader || (hasRowHeaders && at === 0);
    const write = () => {
      pdf
        .font(isHeader ? 'bold' : 'regular')
        .fontSize(size)
        .fillColor(isName ? ink.quiet : ink.text);
      const first = at === 0 ? 0 : padding.beside;
      pdf.text(keepWords(pdf, cell, width - 2 * padding.beside), left + first, top + padding.above, {
        width: width - 2 * padding.beside,
        align: columns[at]!.isNumeric ? 'right' : 'left',
      });
    };
    // What the cell is the header of; the library's types don't know it yet.
    const scope = { scope: isHeader ? 'Column' : 'Row' } as object;
    if (!row) asArtifact(pdf, write);
    else row.add(isName ? pdf.struct('TH', scope, write) : pdf.struct('TD', {}, write));
    left += width;
  }
  row?.end();
  asArtifact(pdf, () => {
    const bottom = top + height;
    pdf
      .moveTo(pdf.page.margins.left, bottom)
      .lineTo(pdf.page.width - pdf.page.margins.right, bottom)
      .lineWidth(isHeader ? 1 : 0.5)
      .strokeColor(ink.line)
      .stroke();
  });
  pdf.y = top + height;
}

/** Lines and what is repeated are no part of what is read aloud. */
function asArtifact(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  draw();
  pdf.endMarkedContent();
}

function heightOf(pdf: Pdf, cells: readonly string[], widths: readonly number[]): number {
  pdf.font('regular').fontSize(size);
  const heights = cells.map((cell, at) => {
    const width = widths[at]! - 2 * padding.beside;
    return pdf.heightOfString(keepWords(pdf, cell, width), { width });
  });
  return Math.max(...heights) + padding.above + padding.below;
}
