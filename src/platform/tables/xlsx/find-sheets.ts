import { posix } from 'node:path';
import { Failure } from '#platform/failure.ts';
import { guessPackageKind } from './guess-package-kind.ts';
import type { WorkbookParts } from './open-parts.ts';
import { readWholeXml } from './read-xml.ts';

export interface WorkbookSheets {
  /** Visible ones first, each group in the workbook's order. */
  sheets: { name: string; is_hidden: boolean; part: string }[];
  /** Days are counted from 1904-01-01 (workbooks begun on old Macs), not from 1900. */
  is_1904: boolean;
  texts_part: string | undefined;
  styles_part: string | undefined;
}

/** Excel stops at as many as memory holds, and at 31 characters; more is made to do harm. */
const MOST_SHEETS = 1_000;
const LONGEST_NAME = 200;
/** Far more than there may be parts to name. */
const MOST_RELATIONS = 10_000;

/** What a workbook says of itself: its sheets and where the rest lies. Links to other files are never followed. */
export async function findSheets(parts: WorkbookParts): Promise<WorkbookSheets> {
  const other = guessPackageKind(parts);
  if (other) throw new Failure('invalid', `tables.${other}`);
  const root = await readRelations(parts, '');
  const workbook = [...root.values()].find((relation) => relation.type === 'officeDocument')?.target;
  if (!workbook || !parts.has(workbook)) throw new Failure('invalid', 'tables.not_a_workbook');
  const relations = await readRelations(parts, workbook);
  const named: { name: string; is_hidden: boolean; relation: string }[] = [];
  let is_1904 = false;
  let isWorkbook = false;
  await readWholeXml(parts.read(workbook), {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') is_1904 = /^(1|true|on)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      if (named.length === MOST_SHEETS) {
        throw new Failure('invalid', 'tables.too_many_sheets', { values: { max: MOST_SHEETS } });
      }
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      named.push({
        name: (attributes.name ?? '').slice(0, LONGEST_NAME),
        is_hidden: /hidden/i.test(attributes.state ?? ''),
        relation,
      });
    },
  });
  if (!isWorkbook) throw new Failure('invalid', 'tables.not_a_workbook');
  const sheets = named.flatMap(({ name, is_hidden, relation }) => {
    const { type, target } = relations.get(relation) ?? {};
    return type === 'worksheet' && target && parts.has(target) ? [{ name, is_hidden, part: target }] : [];
  });
  const partOf = (type: string) =>
    [...relations.values()].find((relation) => relation.type === type && parts.has(relation.target))?.target;
  return {
    sheets: [...sheets.filter((sheet) => !sheet.is_hidden), ...sheets.filter((sheet) => sheet.is_hidden)],
    is_1904,
    texts_part: partOf('sharedStrings'),
    styles_part: partOf('styles'),
  };
}

/** Parts that a part (or, with '', the package) names, by relation id. Type is the last word of its address. */
async function readRelations(
  parts: WorkbookParts,
  part: string,
): Promise<Map<string, { type: string; target: string }>> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations = new Map<string, { type: string; target: string }>();
  if (!parts.has(name)) return relations;
  await readWholeXml(parts.read(name), {
    open(element, { Id = '', Type = '', Target = '', TargetMode }) {
      if (element !== 'Relationship' || TargetMode === 'External') return;
      if (relations.size === MOST_RELATIONS) {
        throw new Failure('invalid', 'tables.too_many_entries', {
          values: { entries: MOST_RELATIONS, max: MOST_RELATIONS },
        });
      }
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return relations;
}
