/** What decides where a letter of a control stands. */
const copied = [
  'boxSizing',
  'width',
  'borderTopWidth',
  'borderLeftWidth',
  'borderRightWidth',
  'paddingTop',
  'paddingLeft',
  'paddingRight',
  'fontFamily',
  'fontSize',
  'fontWeight',
  'letterSpacing',
  'lineHeight',
  'tabSize',
  'wordBreak',
  'overflowWrap',
] as const;

/** Pixels between a line and the list below it. */
const gap = 6;

/** Where a letter of a control stands, in pixels from the control's corner to the end of its line: a list opens there. */
export function caretPlace(
  control: HTMLTextAreaElement | HTMLInputElement,
  index: number,
): { left: number; top: number } {
  const mirror = document.createElement('div');
  const look = getComputedStyle(control);
  for (const name of copied) mirror.style[name] = look[name];
  Object.assign(mirror.style, {
    position: 'absolute',
    visibility: 'hidden',
    insetBlockStart: '0',
    whiteSpace: control instanceof HTMLTextAreaElement ? 'pre-wrap' : 'pre',
  });
  mirror.textContent = control.value.slice(0, index);
  const caret = document.createElement('span');
  caret.textContent = '.';
  mirror.append(caret);
  document.body.append(mirror);
  const { offsetLeft, offsetTop, offsetHeight } = caret;
  mirror.remove();
  return { left: offsetLeft - control.scrollLeft, top: offsetTop + offsetHeight + gap - control.scrollTop };
}
