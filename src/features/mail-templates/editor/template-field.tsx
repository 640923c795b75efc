import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Field } from '#ui/field.tsx';
import { caretPlace } from './caret-place.ts';
import css from './editor.module.css';
import { type Offer, type Suggestion, suggestAt } from './suggest.ts';

export type Control = HTMLTextAreaElement | HTMLInputElement;

interface Props {
  name: 'subject' | 'body';
  label: string;
  hint?: string;
  value: string;
  language: string;
  placeholders: readonly string[];
  controlRef: RefObject<Control | null>;
  onChange(value: string): void;
  onFocus(): void;
}

/** A template's subject or text: offers what can be put in where somebody types. Without script it is a plain field. */
export function TemplateField({
  name,
  label,
  hint,
  value,
  language,
  placeholders,
  controlRef,
  onChange,
  onFocus,
}: Props) {
  const t = useTranslations('mail_templates');
  const listId = useId();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [chosen, setChosen] = useState(0);
  const look = (control: Control) => {
    const isAt = control.selectionStart === control.selectionEnd;
    setOffer(isAt ? suggestAt(control.value, control.selectionEnd ?? 0, placeholders) : null);
    setChosen(0);
  };
  const take = (suggestion: Suggestion) => {
    const control = controlRef.current;
    if (!control || !offer) return;
    putIn(control, suggestion.insert, { from: offer.from, to: offer.to, caret: suggestion.caret });
    setOffer(null);
  };
  const press = (event: KeyboardEvent<Control>) => {
    if (!offer) return;
    const { suggestions } = offer;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setChosen((chosen + (event.key === 'ArrowDown' ? 1 : suggestions.length - 1)) % suggestions.length);
    } else if (event.key === 'Enter' || event.key === 'Tab') take(suggestions[chosen]!);
    else if (event.key === 'Escape') setOffer(null);
    else return;
    event.preventDefault();
  };
  const isOpen = offer !== null;
  const control = {
    name,
    value,
    lang: language,
    ref: controlRef as RefObject<never>,
    spellCheck: true,
    autoComplete: 'off',
    onChange: (event: { currentTarget: Control }) => {
      onChange(event.currentTarget.value);
      look(event.currentTarget);
    },
    onKeyDown: press,
    onFocus,
    onClick: () => setOffer(null),
    onBlur: () => setOffer(null),
    'aria-autocomplete': 'list',
    'aria-controls': isOpen ? listId : undefined,
    'aria-activedescendant': isOpen ? `${listId}-${chosen}` : undefined,
  } as const;
  return (
    <Field name={name} label={label} hint={hint} isRequired>
      {({ typed, ...wiring }) => (
        <div className={css.control} data-name={name}>
          {name === 'body' ? (
            <textarea rows={20} {...wiring} {...control} />
          ) : (
            <input type="text" {...wiring} {...control} />
          )}
          {offer && (
            <Suggestions
              id={listId}
              offer={offer}
              chosen={chosen}
              controlRef={controlRef}
              onTake={take}
              label={t('suggestions')}
            />
          )}
          <span className="visually-hidden" role="status">
            {offer && t('suggestions_count', { count: offer.suggestions.length })}
          </span>
        </div>
      )}
    </Field>
  );
}

interface SuggestionsProps {
  id: string;
  label: string;
  offer: Offer;
  chosen: number;
  controlRef: RefObject<Control | null>;
  onTake(suggestion: Suggestion): void;
}

function Suggestions({ id, label, offer, chosen, controlRef, onTake }: SuggestionsProps) {
  const words = useWordsOf();
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!list.current || !controlRef.current) return;
    const { left, top } = caretPlace(controlRef.current, offer.from);
    const room = controlRef.current.clientWidth - list.current.offsetWidth;
    list.current.style.insetInlineStart = `${Math.max(0, Math.min(left, room))}px`;
    list.current.style.insetBlockStart = `${top}px`;
  }, [offer, controlRef]);
  useLayoutEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className={css.suggestions}>
      {offer.suggestions.map((suggestion, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and takes the keys
        <div
          key={suggestion.name}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === chosen}
          // The field must not lose the focus before the press counts.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(suggestion)}
        >
          <code>{suggestion.name}</code>
          <span>{words(suggestion)}</span>
        </div>
      ))}
    </div>
  );
}

/** What a suggestion means, in words. */
export function useWordsOf(): (named: Pick<Suggestion, 'name' | 'kind'>) => string {
  const t = useTranslations('mail_templates') as unknown as (key: string) => string;
  return ({ name, kind }) => t(kind === 'placeholder' ? `placeholders.${name.replace('.', '_')}` : `filters.${name}`);
}

/** Puts text into a field as if it were typed, so that the browser's own undo takes it back. */
export function putIn(
  control: Control,
  text: string,
  { from, to, caret }: { from: number; to: number; caret: number },
): void {
  control.focus();
  control.setSelectionRange(from, to);
  // Nothing else keeps a field's undo.
  document.execCommand('insertText', false, text);
  control.setSelectionRange(from + caret, from + caret);
}
