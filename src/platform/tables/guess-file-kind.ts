import { open } from 'node:fs/promises';

/** What a file is by its content, whatever its name says. All but the first two can't be read as a table. */
export type FileKind =
  | 'text'
  | 'zip'
  | 'empty'
  | 'encrypted_workbook'
  | 'old_workbook'
  | 'html_table'
  | 'protected_by_company'
  | 'not_a_table';

const HEAD_BYTES = 4096;

/** Tells by its first bytes (and the directory of an OLE file) what a file is. Says nothing of whether it is sound. */
export async function guessFileKind(path: string): Promise<FileKind> {
  const file = await open(path);
  try {
    if (!(await file.stat()).isFile()) return 'not_a_table';
    const read = async (position: number, length: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    const head = await read(0, HEAD_BYTES);
    if (head.length === 0) return 'empty';
    if (startsWith(head, 'd0cf11e0a1b11ae1')) return oleKind(await oleDirectory(head, read));
    return headKind(head);
  } finally {
    await file.close();
  }
}

function headKind(head: Buffer): FileKind {
  if (startsWith(head, '504b0304') || startsWith(head, '504b0506')) return 'zip';
  if (drmMarks.some((mark) => startsWith(head, mark))) return 'protected_by_company';
  if (biffMarks.some((mark) => startsWith(head, mark))) return 'old_workbook';
  if (otherMarks.some((mark) => startsWith(head, mark))) return 'not_a_table';
  const text = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .trimStart();
  return /^(<!doctype|<html|<head|<body|<table|<meta|<style|<script|<\?xml|<!--|mime-version:)/i.test(text)
    ? 'html_table'
    : 'text';
}

/** What company DRM writes in front of a file that it has locked: Fasoo, SoftCamp, NASCA (Samsung SDS). */
const drmMarks = ['9b2044524d4f4e45', '5343445341', '3c2323204e41534341'];

/** Excel 2 to 4: a bare stream of records that begins with BOF. */
const biffMarks = ['09000400', '09020600', '09040600', '09080800', '09081000'];

/** PDF, PNG, JPEG, GIF, gzip, 7-Zip, RAR, ELF, SQLite, RTF, Parquet, Hangul (HWP 3). */
const otherMarks = [
  '25504446',
  '89504e47',
  'ffd8ff',
  '47494638',
  '1f8b08',
  '377abcaf',
  '526172211a07',
  '7f454c46',
  '53514c697465',
  '7b5c727466',
  '50415231',
  '48575020446f',
];

function startsWith(bytes: Buffer, hex: string): boolean {
  return bytes.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'));
}

/** The beginning of the directory: names of the streams in UTF-16. Its sector is told at byte 48 ([MS-CFB] 2.2). */
async function oleDirectory(
  head: Buffer,
  read: (position: number, length: number) => Promise<Buffer>,
): Promise<string> {
  if (head.length < 512) return '';
  const sectorBytes = head.readUInt16LE(30) === 12 ? 4096 : 512;
  return (await read((head.readUInt32LE(48) + 1) * sectorBytes, HEAD_BYTES)).toString('utf16le');
}

function oleKind(directory: string): FileKind {
  if (directory.includes('DRMContent')) return 'protected_by_company';
  if (directory.includes('EncryptedPackage')) return 'encrypted_workbook';
  return /Workbook|Book\0/.test(directory) ? 'old_workbook' : 'not_a_table';
}
