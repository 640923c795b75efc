import { Failure } from '#platform/failure.ts';
import { fileName } from './file-name.ts';

export interface Upload {
  /** What the sender calls it; only to be shown. */
  name: string;
  content_type: string;
  /** The text fields that came before the file, where it came with a form. */
  fields: Record<string, string>;
  /** The file as it arrives, never held as a whole. Ends in a Failure when it breaks off or passes its limit. */
  bytes: AsyncIterable<Uint8Array>;
}

const longestHeader = 8_192;
const longestField = 65_536;
const mostFields = 100;

/**
 * A sent file as a stream: the bare body with its name in `X-File-Name` (percent-encoded UTF-8, as `#ui/upload-file.ts`
 * sends it), or the first file of a `multipart/form-data` form (RFC 7578), which browsers send without script. Limits
 * are the path's in `body_limits`. Fails with `platform.upload_unreadable`, or `platform.required` without a file.
 */
export async function readUpload(request: Request): Promise<Upload> {
  const sentName = request.headers.get('x-file-name');
  const type = request.headers.get('content-type') ?? '';
  if (!request.body) throw missing();
  if (sentName !== null) {
    return { name: fileName(decoded(sentName)), content_type: type, fields: {}, bytes: chunksOf(request.body) };
  }
  const boundary = /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type);
  if (!boundary) throw unreadable();
  return firstFile(partsOf(request.body, boundary[1] ?? boundary[2]!));
}

async function firstFile(parts: Parts): Promise<Upload> {
  const fields: Record<string, string> = {};
  for (let count = 0; count < mostFields; count++) {
    const header = await parts.nextHeader();
    if (header === null) throw missing();
    const { name, sentName, content_type } = header;
    if (sentName === '') throw missing();
    if (sentName !== null) return { name: fileName(sentName), content_type, fields, bytes: parts.body() };
    fields[name] = await parts.text();
  }
  throw unreadable();
}

interface Parts {
  /** The next part's names, or null after the last. */
  nextHeader(): Promise<{ name: string; sentName: string | null; content_type: string } | null>;
  text(): Promise<string>;
  body(): AsyncIterable<Uint8Array>;
}

/** Walks the parts of a form as they arrive, holding no more than one piece and what may be the start of a boundary. */
function partsOf(body: ReadableStream<Uint8Array>, boundary: string): Parts {
  const source = chunksOf(body)[Symbol.asyncIterator]();
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  const lineEnd = Buffer.from('\r\n');
  const headerEnd = Buffer.from('\r\n\r\n');
  // The first boundary has no line end before it; every other one does.
  let held: Buffer = lineEnd;
  let hasStarted = false;

  async function readMore(): Promise<void> {
    const { done, value } = await source.next();
    if (done) throw unreadable();
    held = held.length === 0 ? Buffer.from(value) : Buffer.concat([held, value]);
  }

  async function readUntil(mark: Buffer, longest: number): Promise<Buffer> {
    for (let from = 0; ; ) {
      const at = held.indexOf(mark, from);
      if (at >= 0) {
        const before = held.subarray(0, at);
        held = held.subarray(at + mark.length);
        return before;
      }
      if (held.length > longest) throw unreadable();
      from = Math.max(0, held.length - mark.length);
      await readMore();
    }
  }

  async function* readBody(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = held.indexOf(delimiter);
      if (at >= 0) {
        if (at > 0) yield held.subarray(0, at);
        held = held.subarray(at + delimiter.length);
        return;
      }
      const sure = held.length - delimiter.length + 1;
      if (sure > 0) {
        yield held.subarray(0, sure);
        held = held.subarray(sure);
      }
      await readMore();
    }
  }

  return {
    async nextHeader() {
      if (!hasStarted) await readUntil(delimiter, longestHeader);
      hasStarted = true;
      while (held.length < 2) await readMore();
      if (held.subarray(0, 2).toString() === '--') return null;
      await readUntil(lineEnd, longestHeader);
      return headerOf((await readUntil(headerEnd, longestHeader)).toString('utf8').split('\r\n'));
    },
    async text() {
      const text = (await readUntil(delimiter, longestField)).toString('utf8');
      return text.replaceAll('\r\n', '\n');
    },
    body: readBody,
  };
}

function headerOf(lines: string[]) {
  const disposition = lines.find((line) => /^content-disposition:\s*form-data;/i.test(line));
  const name = /;\s*name="([^"]*)"/i.exec(disposition ?? '')?.[1];
  if (name === undefined) throw unreadable();
  const sentName = /;\s*filename="([^"]*)"/i.exec(disposition ?? '')?.[1] ?? null;
  const content_type = lines.map((line) => /^content-type:\s*(.+)$/i.exec(line)?.[1]).find(Boolean) ?? 'text/plain';
  // Browsers write quotes and line ends in names as %22, %0D and %0A and nothing else that way (HTML standard §4.10.21.8).
  const plain = sentName?.replace(/%22/g, '"').replace(/%0[DA]/gi, ' ') ?? null;
  return { name, sentName: plain, content_type };
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk;
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : unreadable();
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function unreadable(): Failure {
  return new Failure('invalid', 'platform.upload_unreadable', { field: 'file' });
}

function missing(): Failure {
  return new Failure('invalid', 'platform.required', { field: 'file' });
}
