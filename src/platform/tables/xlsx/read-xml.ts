import { SaxesParser } from 'saxes';
import { Failure } from '#platform/failure.ts';

/** What is wanted of a document. Names come without their prefix: generators differ in it, never in meaning. */
export interface XmlHandlers {
  open?(name: string, attributes: Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** An honest cell has 32,767 characters at most; the parser keeps a text in memory until it ends. */
const MAX_TEXT_BYTES = 4 * 1024 ** 2;

/**
 * Parses one part of a workbook as its bytes come and yields after each piece, so that the caller can hand on what the
 * handlers have gathered. Refuses a document type declaration (entities that multiply or point elsewhere live there)
 * and whatever is not well-formed.
 */
export async function* readXml(bytes: AsyncIterable<Buffer>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let quietBytes = 0;
  parser.on('doctype', () => {
    throw new Failure('invalid', 'tables.has_doctype');
  });
  parser.on('opentag', (tag) => {
    quietBytes = 0;
    handlers.open?.(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    quietBytes = 0;
    handlers.close?.(localName(tag.name));
  });
  if (handlers.text) {
    parser.on('text', (text) => handlers.text?.(text));
    parser.on('cdata', (text) => handlers.text?.(text));
  }
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    quietBytes += chunk.length;
    if (quietBytes > MAX_TEXT_BYTES) throw new Failure('invalid', 'tables.cell_too_long');
    decoder ??= new TextDecoder(chunk[0] === 0xff ? 'utf-16le' : chunk[0] === 0xfe ? 'utf-16be' : 'utf-8', {
      fatal: true,
    });
    const decoded = decoder;
    refusingBroken(() => parser.write(decoded.decode(chunk, { stream: true })));
    yield;
  }
  refusingBroken(() => parser.write(decoder?.decode() ?? '').close());
  yield;
}

/** To its end, when the handlers keep all there is. */
export async function readWholeXml(bytes: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(bytes, handlers));
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function refusingBroken(parse: () => void): void {
  try {
    parse();
  } catch (error) {
    throw error instanceof Failure ? error : new Failure('invalid', 'tables.unreadable');
  }
}
