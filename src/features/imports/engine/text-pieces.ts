const pieceLength = 64 * 1024;

/** A long text that grows line by line, kept as bytes: joined strings would be a million small pieces in the heap. */
export interface TextPieces {
  add(text: string): void;
  pieces(): Buffer[];
}

export function createTextPieces(): TextPieces {
  const pieces: Buffer[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') pieces.push(Buffer.from(text));
    text = '';
  };
  return {
    add(more) {
      text += more;
      if (text.length > pieceLength) flush();
    },
    pieces() {
      flush();
      return pieces;
    },
  };
}
