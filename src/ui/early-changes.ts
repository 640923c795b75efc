/** What React remembers of a control, to tell changes by. It has no public name for it; without it only texts and ticks stay unheard. */
interface Remembering {
  _valueTracker?: { setValue(value: string): void };
}

/**
 * Whoever is quicker than a page's scripts types, ticks, chooses and picks files while nothing listens yet. Called once, when the
 * page has been taken over: every control that is not as the server drew it says so again, as if it were changed just now, so that
 * whatever follows from a choice follows from an early one too. Values that the browser itself brought back after a reload are
 * among them.
 */
export function tellEarlyChanges(): void {
  for (const control of document.querySelectorAll<HTMLSelectElement>('select')) {
    if (isChosenAnew(control)) control.dispatchEvent(new Event('change', { bubbles: true }));
  }
  for (const control of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
    tellOf(control);
  }
}

function isChosenAnew({ options, multiple }: HTMLSelectElement): boolean {
  const drawn = [...options].filter((option) => option.defaultSelected);
  // Where the server chose none, a list of one choice shows its first.
  const first = multiple || drawn.length > 0 ? undefined : options[0];
  return [...options].some((option) => option.selected !== (option.defaultSelected || option === first));
}

function tellOf(control: HTMLInputElement | HTMLTextAreaElement): void {
  if (control.type === 'file') {
    if ((control as HTMLInputElement).files?.length) control.dispatchEvent(new Event('change', { bubbles: true }));
  } else if (control.type === 'checkbox' || control.type === 'radio') {
    const { checked, defaultChecked } = control as HTMLInputElement;
    // Of radio buttons the chosen one speaks, not the one that it took over from.
    const isChanged = checked !== defaultChecked && (checked || control.type === 'checkbox');
    // React hears ticks as clicks; one that no pointer made turns nothing over.
    if (isChanged) tell(control, String(defaultChecked), 'click');
  } else {
    const drawn = drawnValue(control);
    if (control.value !== drawn) tell(control, drawn, 'input');
  }
}

/** The value as the control had it at first: a browser reads line ends, colours and numbers in its own way. */
function drawnValue({ localName, type, defaultValue }: HTMLInputElement | HTMLTextAreaElement): string {
  const untouched = document.createElement(localName) as HTMLInputElement | HTMLTextAreaElement;
  if (untouched instanceof HTMLInputElement) untouched.type = type;
  untouched.defaultValue = defaultValue;
  return untouched.value;
}

function tell(control: Element & Remembering, drawn: string, event: 'click' | 'input'): void {
  control._valueTracker?.setValue(drawn);
  control.dispatchEvent(new Event(event, { bubbles: true }));
}
