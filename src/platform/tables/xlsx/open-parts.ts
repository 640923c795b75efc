import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { Failure } from '#platform/failure.ts';
import type { TableLimits } from '#platform/tables/table-limits.ts';

/** The files inside a workbook, by their path in it, letter case aside (ECMA-376 part 2, 6.2.2). */
export interface WorkbookParts {
  has(name: string): boolean;
  /** Unpacked size as the file states it: good enough to show progress, never believed. */
  unpackedBytes(name: string): number;
  /** The unpacked bytes of a part, counted against the limits while they come. */
  read(name: string): AsyncGenerator<Buffer>;
}

/**
 * Opens a workbook's ZIP and refuses one that is made to harm: too many entries, two of one name, two that share bytes.
 * Nothing is ever written to disk, so the names of entries lead nowhere.
 */
export async function openParts(path: string, limits: TableLimits): Promise<WorkbookParts> {
  const zip = await openPromise(path, { autoClose: false, strictFileNames: false }).catch(refuseDamaged);
  if (zip.entryCount > limits.zip_entries) {
    const values = { entries: zip.entryCount, max: limits.zip_entries };
    throw new Failure('invalid', 'tables.too_many_entries', { values });
  }
  const entries = await listEntries(zip);
  refuseOverlaps([...entries.values()]);
  let inflatedBytes = 0;

  async function* read(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(partKey(name));
    if (!entry) throw new Failure('invalid', 'tables.unreadable');
    const stream = await zip.openReadStreamPromise(entry).catch(refuseDamaged);
    let partBytes = 0;
    try {
      for await (const chunk of stream) {
        partBytes += chunk.length;
        inflatedBytes += chunk.length;
        refuseBomb(partBytes, entry.compressedSize, inflatedBytes, limits);
        yield chunk;
      }
    } catch (error) {
      refuseDamaged(error);
    }
  }

  return {
    has: (name) => entries.has(partKey(name)),
    unpackedBytes: (name) => entries.get(partKey(name))?.uncompressedSize ?? 0,
    read,
  };
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let hasEncrypted = false;
  try {
    for await (const entry of zip.eachEntry()) {
      const key = partKey(entry.fileName);
      hasEncrypted ||= entry.isEncrypted();
      if (entries.has(key)) throw new Failure('invalid', 'tables.duplicate_entries', { values: { name: key } });
      entries.set(key, entry);
    }
  } catch (error) {
    refuseDamaged(error);
  }
  if (hasEncrypted)
    throw new Failure('invalid', `tables.${entries.has('xl/workbook.xml') ? 'encrypted_workbook' : 'archive'}`);
  return entries;
}

function partKey(name: string): string {
  return name.replace(/^\//, '').toLowerCase();
}

const LOCAL_HEADER_BYTES = 30;

function refuseOverlaps(entries: Entry[]): void {
  let end = 0;
  for (const entry of entries.sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    const start = entry.relativeOffsetOfLocalHeader;
    if (start < end) throw new Failure('invalid', 'tables.overlapping_entries');
    end = start + LOCAL_HEADER_BYTES + entry.fileNameLength + entry.compressedSize;
  }
}

function refuseBomb(partBytes: number, packedBytes: number, inflatedBytes: number, limits: TableLimits): void {
  if (inflatedBytes > limits.inflated_bytes) {
    const values = { max: Math.round(limits.inflated_bytes / 1024 ** 2) };
    throw new Failure('invalid', 'tables.unpacks_too_large', { values });
  }
  if (partBytes > limits.inflate_floor_bytes && partBytes > packedBytes * limits.inflate_ratio) {
    throw new Failure('invalid', 'tables.packed_too_tight', { values: { max: limits.inflate_ratio } });
  }
}

/** What yauzl and zlib say of a broken file is for programmers; people get one sentence. */
function refuseDamaged(error: unknown): never {
  throw error instanceof Failure ? error : new Failure('invalid', 'tables.unreadable');
}
