const longestBytes = 255;

/**
 * A file's name as its sender called it, fit to be shown and kept beside the file; never used as a path. What stands
 * before a slash of either kind goes, as do control characters and those that turn the writing direction.
 */
export function fileName(sent: string): string {
  const last = sent.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  const name = /^\.*$/.test(plain) ? 'file' : plain;
  return Buffer.byteLength(name) <= longestBytes ? name : shortened(name);
}

/** Cuts in the middle of what a reader sees as whole letters, and keeps the ending that says what it is. */
function shortened(name: string): string {
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  const letters = new Intl.Segmenter().segment(name.slice(0, name.length - ending.length));
  let kept = '';
  for (const { segment } of letters) {
    if (Buffer.byteLength(kept) + Buffer.byteLength(segment) + ending.length > longestBytes) break;
    kept += segment;
  }
  return kept + ending;
}
