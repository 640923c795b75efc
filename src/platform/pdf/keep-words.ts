/** What measures text in the font that is set. */
interface Measure {
  widthOfString(text: string): number;
}

/**
 * Breaks a text into lines between words, as Korean is set: the library would break it after any syllable. A word that is
 * wider than the line is left to the library.
 */
export function keepWords(pdf: Measure, text: string, width: number): string {
  // The library counts a little more than it says, and would break a full line once again.
  const fits = width - 2;
  return text
    .split('\n')
    .map((line) => {
      const lines: string[] = [];
      let current = '';
      for (const word of line.split(' ')) {
        const longer = current === '' ? word : `${current} ${word}`;
        if (current !== '' && pdf.widthOfString(longer) > fits) {
          lines.push(current);
          current = word;
        } else current = longer;
      }
      return [...lines, current].join('\n');
    })
    .join('\n');
}
