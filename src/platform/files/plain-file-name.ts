/** Letters that change how the letters around them are shown: a name with them can pose as another (`gpj.exe`). */
const misleading = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const longest = 200;

/**
 * The name to remember for a file that somebody sent: the last part of a path, without control and direction characters,
 * at most 200 characters, never empty. It is only ever shown; where bytes lie is never named by it.
 */
export function plainFileName(sent: string): string {
  const last = sent.split(/[/\\]/).at(-1)!.replace(misleading, '').normalize('NFC').trim();
  if (last === '' || /^\.+$/.test(last)) return 'file';
  return [...last].length <= longest ? last : shortened(last);
}

/** Cuts in the middle, so that the ending still tells what it is. */
function shortened(name: string): string {
  const letters = [...name];
  return `${letters.slice(0, longest - 21).join('')}…${letters.slice(-20).join('')}`;
}
