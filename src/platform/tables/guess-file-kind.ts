import { open } from 'node:fs/promises';

/** What a file is by its content, whatever its name says. All but `text` and `zip` have a sentence and can't be read as a table. */
export type FileKind =
  | 'text'
  | 'zip'
  | 'empty'
  | 'encrypted_workbook'
  | 'old_workbook'
  | 'opendocument_workbook'
  | 'exchange_format'
  | 'html_table'
  | 'protected_by_company'
  | 'pdf'
  | 'picture'
  | 'document'
  | 'archive'
  | 'address_book'
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
    const marked = marks.find(([, hex, position]) => startsWith(head.subarray(position), hex));
    return marked ? marked[0] : textKind(head);
  } finally {
    await file.close();
  }
}

/** Bytes by which a kind is known, in hexadecimal, and where they stand when not at the beginning. */
const marks: [kind: FileKind, hex: string, position?: number][] = [
  ['zip', '504b0304'],
  ['zip', '504b0506'],
  // What company DRM writes in front of a file that it has locked: Fasoo, SoftCamp, NASCA (Samsung SDS).
  ['protected_by_company', '9b2044524d4f4e45'],
  ['protected_by_company', '5343445341'],
  ['protected_by_company', '3c2323204e41534341'],
  // Excel 2 to 4: a bare stream of records that begins with BOF.
  ['old_workbook', '09000400'],
  ['old_workbook', '09020600'],
  ['old_workbook', '09040600'],
  ['old_workbook', '09080800'],
  ['old_workbook', '09081000'],
  ['pdf', '25504446'],
  // PNG, JPEG, GIF, TIFF, WebP, HEIF
  ['picture', '89504e47'],
  ['picture', 'ffd8ff'],
  ['picture', '47494638'],
  ['picture', '49492a00'],
  ['picture', '4d4d002a'],
  ['picture', '57454250', 8],
  ['picture', '6674797068656963', 4],
  ['picture', '667479706d696631', 4],
  // gzip, 7-Zip, RAR, xz, bzip2, ALZip, tar
  ['archive', '1f8b08'],
  ['archive', '377abcaf'],
  ['archive', '526172211a07'],
  ['archive', 'fd377a585a00'],
  ['archive', '425a6839314159'],
  ['archive', '414c5a01'],
  ['archive', '45474741'],
  ['archive', '7573746172', 257],
  // RTF, Hangul (HWP 3)
  ['document', '7b5c727466'],
  ['document', '48575020446f'],
  // ELF, SQLite, Parquet
  ['not_a_table', '7f454c46'],
  ['not_a_table', '53514c697465'],
  ['not_a_table', '50415231'],
];

function startsWith(bytes: Buffer, hex: string): boolean {
  return bytes.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'));
}

/** What a text that is no table begins with, blanks and byte-order marks aside; the first that fits counts. */
const beginnings: [kind: FileKind, beginning: RegExp][] = [
  ['address_book', /^begin:vcard\r?\n/i],
  ['exchange_format', /^(id;p|table\r?\n0,1\r?\n|<(\?xml|workbook)\b.*urn:schemas-microsoft-com:office:spreadsheet)/is],
  ['opendocument_workbook', /^<\?xml\b.*<office:document\b/is],
  ['html_table', /^(<\?xml\b.*<html\b|<!--|mime-version:)/is],
  ['not_a_table', /^(<\?xml\b|\{\s*"|\[\s*[{["])/i],
  ['html_table', /^<(!doctype|[a-z][a-z0-9:]*[\s/>])/i],
];

function textKind(head: Buffer): FileKind {
  const text = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .trimStart();
  return beginnings.find(([, beginning]) => beginning.test(text))?.[0] ?? 'text';
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
  if (/DRMContent|DRMEncrypted/.test(directory)) return 'protected_by_company';
  if (directory.includes('EncryptedPackage')) return 'encrypted_workbook';
  if (/Workbook|Book\0/.test(directory)) return 'old_workbook';
  return /WordDocument|PowerPoint Document|HwpSummaryInformation/.test(directory) ? 'document' : 'not_a_table';
}
