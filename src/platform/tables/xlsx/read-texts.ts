import { readXml } from './read-xml.ts';
import { createTextStore, type TextStore } from './text-store.ts';
import { unescapeText } from './unescape-text.ts';

/** The texts that cells point to by number. Runs of rich text are joined, readings (furigana) left out. */
export async function readTexts(bytes: AsyncIterable<Buffer>, maxBytes: number): Promise<TextStore> {
  const store = createTextStore(maxBytes);
  let text = '';
  let isReading = false;
  let isText = false;
  const pieces = readXml(bytes, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') isReading = true;
      else if (name === 't') isText = !isReading;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isReading = false;
      else if (name === 'si') store.add(unescapeText(text));
    },
  });
  for await (const _ of pieces);
  return store;
}
