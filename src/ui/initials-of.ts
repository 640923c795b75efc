/** Family names of two syllables. */
const double = /^(남궁|황보|제갈|사공|선우|서문|독고|동방)/;

/** `김하늘` is 김 and `남궁민` 남궁, as Koreans call by family name; `Ruth King` is RK; without letters a dot. */
export function initialsOf(name: string): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first] = words;
  if (!first) return '·';
  if (/^\p{Script=Hangul}/u.test(first)) return double.exec(first)?.[0] ?? [...first][0]!;
  const last = words.length > 1 ? words.at(-1)! : '';
  return `${[...first][0]}${[...last][0] ?? ''}`.toUpperCase();
}
