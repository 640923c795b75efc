/**
 * A template's text becomes marks, then blocks: `**`, `## `, `- `. What a placeholder gives must never be taken for a mark, so
 * its letters that could be one travel as letters that no text has (Unicode's private ones), until blocks have been made.
 */
const hidden = 0xe100;
const markLetters = /[\n*[\]()#-]/g;
const hiddenLetters = /[\ue100-\ue17f]/g;
/** Every letter that means something here; a text from outside has none of them. */
const privateLetters = /[\ue100-\ue1ff]/g;

const button = { open: '\ue180', middle: '\ue181', close: '\ue182' };
const greeting = '\ue183';
const row = { open: '\ue184', middle: '\ue185', close: '\ue186' };
const buttonLine = new RegExp(`^\\s*${button.open}([^]*)${button.middle}([^]*)${button.close}\\s*$`);
const rowLine = new RegExp(`^\\s*${row.open}([^]*)${row.middle}([^]*)${row.close}\\s*$`);
const greetingLine = new RegExp(`^\\s*${greeting}([^${greeting}]*)${greeting}\\s*$`);

/** Text from outside, without letters that would mean something here. */
export function withoutMarks(text: string): string {
  return text.replace(privateLetters, '');
}

/** Text that says itself and nothing else, whatever letters it has. */
export function hideMarks(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(markLetters, (letter) => String.fromCharCode(hidden + letter.charCodeAt(0)));
}

/** The letters that `hideMarks` has hidden, as they are read. */
export function showMarks(text: string): string {
  return text
    .replace(hiddenLetters, (letter) => String.fromCharCode(letter.charCodeAt(0) - hidden))
    .replace(privateLetters, '');
}

/** A link as a button: a block of its own when it stands alone, otherwise its address. */
export function markButton(label: string, url: string): string {
  return `${button.open}${hideMarks(label)}${button.middle}${hideMarks(url)}${button.close}`;
}

/** A line that greets; it stands out when it stands alone. */
export function markGreeting(words: string): string {
  return `${greeting}${hideMarks(words)}${greeting}`;
}

/** A value with what it is called before it, such as a code; it stands out when it stands alone. */
export function markRow(label: string, value: string): string {
  return `${row.open}${hideMarks(label)}${row.middle}${hideMarks(value)}${row.close}`;
}

/** The labelled value that a line is, or null. */
export function readRow(line: string): [label: string, value: string] | null {
  const match = rowLine.exec(line);
  return match && [showMarks(match[1]!), showMarks(match[2]!)];
}

/** The button that a block is, or null. */
export function readButton(block: string): { button: string; url: string } | null {
  const match = buttonLine.exec(block);
  return match && { button: showMarks(match[1]!), url: showMarks(match[2]!) };
}

/** The greeting that a block is, or null. */
export function readGreeting(block: string): { greeting: string } | null {
  const match = greetingLine.exec(block);
  return match && { greeting: showMarks(match[1]!) };
}

const wrapped = ({ open, middle, close }: typeof button) =>
  new RegExp(`${open}([^${middle}]*)${middle}([^${close}]*)${close}`, 'g');

/** Buttons amid other words give their address, so that no link is lost, and labelled values read on. */
export function plainButtons(block: string): string {
  return block.replace(wrapped(button), '$2').replace(wrapped(row), '$1: $2');
}
