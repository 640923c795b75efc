import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { makeFile } from './make-file.ts';

/** What differs from a plain workbook with one sheet. Cells and rows are written as XML, the way a hostile file can. */
export interface WorkbookPlan {
  /** The content of `<sheetData>`, by sheet name. Default: one sheet with a header and a row. */
  sheets?: Record<string, string>;
  hidden?: string[];
  /** The content of `<sst>`. */
  sharedStrings?: string;
  /** The content of `<styleSheet>`. */
  styles?: string;
  /** Attributes of `<workbookPr>`. */
  properties?: string;
  /** Parts that replace or come beside the usual ones, by name; `null` leaves one out. */
  parts?: Record<string, string | Buffer | null>;
}

const xml = '<?xml version="1.0" encoding="UTF-8"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';

/** The parts of a workbook by their names. */
export function workbookParts(plan: WorkbookPlan = {}): Record<string, string | Buffer> {
  const sheets = Object.entries(plan.sheets ?? { Customers: `${textRow(1, ['name'])}${textRow(2, ['Ruth King'])}` });
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const parts: Record<string, string | Buffer | null> = {
    '_rels/.rels': `${xml}<Relationships ${relations}>${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${xml}<workbook ${main} xmlns:r="${office}"><workbookPr ${plan.properties ?? ''}/><sheets>${sheets
      .map(([name], index) => {
        const state = plan.hidden?.includes(name) ? ' state="hidden"' : '';
        return `<sheet name="${name}" sheetId="${index + 1}"${state} r:id="s${index}"/>`;
      })
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships ${relations}>${sheets
      .map((_, index) => relation(`s${index}`, 'worksheet', `worksheets/sheet${index + 1}.xml`))
      .join(
        '',
      )}${relation('t', 'sharedStrings', 'sharedStrings.xml')}${relation('f', 'styles', 'styles.xml')}</Relationships>`,
  };
  for (const [index, [, rows]] of sheets.entries()) {
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `${xml}<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`;
  }
  if (plan.sharedStrings !== undefined)
    parts['xl/sharedStrings.xml'] = `${xml}<sst ${main}>${plan.sharedStrings}</sst>`;
  if (plan.styles !== undefined) parts['xl/styles.xml'] = `${xml}<styleSheet ${main}>${plan.styles}</styleSheet>`;
  const all = Object.entries({ ...parts, ...plan.parts });
  return Object.fromEntries(all.filter((entry): entry is [string, string | Buffer] => entry[1] !== null));
}

/** One row of inline texts. */
export function textRow(line: number, texts: string[]): string {
  const cells = texts.map((text) => `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`);
  return `<row r="${line}">${cells.join('')}</row>`;
}

/** A ZIP of these parts; tiny ones are stored, which is much quicker where there are thousands. */
export async function zipOf(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts))
    zip.addBuffer(Buffer.from(content), name, { compress: content.length > 99 });
  zip.end();
  return buffer(zip.outputStream);
}

/** A workbook as a file. Returns its path. */
export async function makeWorkbook(plan: WorkbookPlan = {}): Promise<string> {
  return makeFile(await zipOf(workbookParts(plan)));
}
