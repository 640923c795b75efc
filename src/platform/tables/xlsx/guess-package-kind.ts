import type { WorkbookParts } from './open-parts.ts';

/** What a ZIP may be instead of a workbook; each has a sentence of `tables`. */
export type PackageKind = 'binary_workbook' | 'numbers_workbook' | 'opendocument_workbook' | 'document' | 'archive';

/** By these parts a ZIP is known that is no workbook; the first that is there counts. */
const marks: [part: string, kind: PackageKind][] = [
  ['xl/workbook.bin', 'binary_workbook'],
  ['index/document.iwa', 'numbers_workbook'],
  ['index.zip', 'numbers_workbook'],
  ['word/document.xml', 'document'],
  ['ppt/presentation.xml', 'document'],
  // Hangul (HWPX)
  ['contents/header.xml', 'document'],
  ['content.xml', 'opendocument_workbook'],
];

/** What a ZIP is when it is no workbook, told by the names of its parts; undefined where it may be one. */
export function guessPackageKind(parts: Pick<WorkbookParts, 'has'>): PackageKind | undefined {
  const known = marks.find(([part]) => parts.has(part));
  if (known) return known[1];
  return parts.has('_rels/.rels') ? undefined : 'archive';
}
