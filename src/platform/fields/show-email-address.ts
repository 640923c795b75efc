import { domainToUnicode } from 'node:url';

export interface ShownAddress {
  /** The address with its domain in its own letters: `kim@한국.kr`. */
  shown: string;
  /** Letters of several scripts in one word, as in Cyrillic `а` among Latin letters: may pass for another address. */
  is_mixed_script: boolean;
}

/** Scripts that people mix in ordinary writing; of any others one word holds only one. */
const usualMixes = [
  /^[\p{Script=Latin}\p{Script=Hangul}\p{Script=Han}]*$/u,
  /^[\p{Script=Latin}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]*$/u,
];
const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Hebrew',
  'Arabic',
  'Thai',
  'Georgian',
  'Devanagari',
  'Cherokee',
].map((script) => new RegExp(`\\p{Script=${script}}`, 'u'));

/** How a stored address is shown, and whether to warn of it. For loaders: browsers can't turn A-labels back. */
export function showEmailAddress(email: string): ShownAddress {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  const shown = `${email.slice(0, at)}@${domain.includes('xn--') ? domainToUnicode(domain) || domain : domain}`;
  return { shown, is_mixed_script: shown.split(/[@.]/).some(isMixed) };
}

function isMixed(word: string): boolean {
  const letters = word.replace(/[^\p{L}]/gu, '');
  if (usualMixes.some((usual) => usual.test(letters))) return false;
  const found = scripts.filter((script) => script.test(letters));
  return found.length > 1;
}
