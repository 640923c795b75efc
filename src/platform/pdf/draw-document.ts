import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFKit from 'pdfkit';
import { drawTable } from './draw-table.ts';
import { keepWords } from './keep-words.ts';
import type { PdfBlock, PdfDocument } from './pdf-document.ts';

type Pdf = PDFKit.PDFDocument;

const fonts = join(dirname(fileURLToPath(import.meta.resolve('@embedpdf/fonts-kr'))), '../fonts');

/** In points: A4 with room to file it. */
const page = { size: 'A4', margins: { top: 56, bottom: 68, left: 56, right: 56 } } as const;
export const ink = { text: '#1c1d22', quiet: '#5d606b', line: '#d9dae0' };

/** Draws a document. Takes seconds of the processor: `writePdf` calls it in a thread of its own. */
export async function drawDocument(document: PdfDocument): Promise<Uint8Array> {
  const { title, subtitle, language, blocks, created_at } = document;
  const regular = join(fonts, 'NotoSansKR-Regular.otf');
  const pdf = new PDFKit({
    ...page,
    font: regular,
    tagged: true,
    // The library's types don't know it yet.
    subset: 'PDF/UA' as never,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Producer: 'Maru', Creator: 'Maru', CreationDate: created_at },
  });
  pdf.registerFont('regular', regular).registerFont('bold', join(fonts, 'NotoSansKR-Bold.otf'));
  const bytes = collect(pdf);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const add = (type: string, draw: () => void) => root.add(pdf.struct(type, {}, draw));
  add('H1', () => write(pdf, title, { font: 'bold', size: 20 }));
  if (subtitle) add('P', () => write(pdf, subtitle, { colour: ink.quiet, size: 10.5 }));
  for (const block of blocks) drawBlock(pdf, root, block);
  root.end();
  drawFooters(pdf, document.footer);
  pdf.end();
  return bytes;
}

function drawBlock(pdf: Pdf, root: PDFKit.PDFStructureElement, block: PdfBlock): void {
  const add = (type: string, draw: () => void) => root.add(pdf.struct(type, {}, draw));
  if (block.kind === 'heading') {
    pdf.moveDown(1.2);
    // Not alone at the foot of a page.
    if (pdf.y > pdf.page.maxY() - 90) pdf.addPage();
    add('H2', () => write(pdf, block.text, { font: 'bold', size: 12.5 }));
    pdf.moveDown(0.3);
  } else if (block.kind === 'text') {
    pdf.moveDown(0.5);
    add('P', () => write(pdf, block.text, {}));
  } else if (block.kind === 'facts') {
    const columns = [
      { header: '', width: 0.3 },
      { header: '', width: 0.7 },
    ];
    drawTable(pdf, root, { columns, rows: block.rows, hasRowHeaders: true });
  } else {
    drawTable(pdf, root, { columns: block.columns, rows: block.rows, hasRowHeaders: false });
  }
}

interface Look {
  font?: 'regular' | 'bold';
  size?: number;
  colour?: string;
}

function write(pdf: Pdf, text: string, { font = 'regular', size = 10, colour = ink.text }: Look): void {
  pdf.font(font).fontSize(size).fillColor(colour);
  pdf.text(keepWords(pdf, text, pdf.page.width - page.margins.left - page.margins.right), page.margins.left, pdf.y, {
    lineGap: size * 0.15,
  });
}

/** Below every page once it is known how many there are; it is no part of what is read aloud. */
function drawFooters(pdf: Pdf, footer: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let number = 0; number < count; number++) {
    pdf.switchToPage(start + number);
    pdf.markContent('Artifact', { type: 'Pagination' });
    // Below the margin no text may flow on to a page of its own.
    pdf.page.margins.bottom = 0;
    pdf.font('regular').fontSize(8.5).fillColor(ink.quiet);
    const y = pdf.page.height - 48;
    const width = pdf.page.width - page.margins.left - page.margins.right;
    pdf.text(footer, page.margins.left, y, { width: width - 60, lineBreak: false, ellipsis: true });
    pdf.text(`${number + 1} / ${count}`, page.margins.left, y, { width, align: 'right', lineBreak: false });
    pdf.endMarkedContent();
  }
}

/** The file's bytes once it is ended. The library writes without being asked, so they are taken as they come. */
function collect(pdf: Pdf): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (piece: Buffer) => pieces.push(piece));
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(pieces))));
    pdf.on('error', reject);
  });
}
