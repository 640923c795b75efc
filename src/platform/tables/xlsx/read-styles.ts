import { Failure } from '#platform/failure.ts';
import { builtInFormat, type CellFormat, customFormat } from './cell-format.ts';
import { readWholeXml } from './read-xml.ts';

/** Excel writes 64,000 at most. */
const MAX_STYLES = 70_000;

/** How the numbers of cells are meant, by the style number that a cell carries. */
export async function readStyles(bytes: AsyncIterable<Buffer>): Promise<CellFormat[]> {
  const custom = new Map<string, CellFormat>();
  const formats: CellFormat[] = [];
  let isInCellStyles = false;
  await readWholeXml(bytes, {
    open(name, attributes) {
      if (custom.size > MAX_STYLES || formats.length > MAX_STYLES) throw new Failure('invalid', 'tables.too_complex');
      if (name === 'numFmt') {
        custom.set(attributes.numFmtId ?? '', customFormat(attributes.formatCode ?? ''));
      } else if (name === 'cellXfs') {
        isInCellStyles = true;
      } else if (name === 'xf' && isInCellStyles) {
        const id = attributes.numFmtId ?? '0';
        formats.push(custom.get(id) ?? builtInFormat(Number(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') isInCellStyles = false;
    },
  });
  return formats;
}
