import { type ReactNode, useId } from 'react';
import { useTranslations } from 'use-intl';
import css from './field.module.css';
import { useFieldState } from './form.tsx';
import { Icon } from './icon.tsx';

export interface FieldProps {
  /** The field's name in the form, as in the record. */
  name: string;
  label: string;
  hint?: ReactNode;
  isRequired?: boolean;
  /** Says "optional" beside the label, for forms where most fields are required. */
  isOptional?: boolean;
  /** Overrides what the form around it knows. */
  error?: string;
  /** Taller, for the few fields of sign-in and activation. */
  size?: 'medium' | 'large';
}

interface Wiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  required: boolean | undefined;
  className: string | undefined;
  /** What was typed when sending failed; the control starts with it. */
  typed: string[] | undefined;
}

/** Label, hint and trouble around one control; the control gets the ids that tie them together. */
export function Field({ children, ...field }: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const { name, label, hint, isRequired, isOptional, size } = field;
  const t = useTranslations('ui.form');
  const { error, hintId, errorId, wiring } = useWiring(field);
  return (
    <div className={size === 'large' ? `${css.field} ${css.large}` : css.field} id={`field-${name}`}>
      <label className={css.label} htmlFor={wiring.id}>
        <span>{label}</span>
        {isRequired && (
          <span className={css.mark} aria-hidden="true">
            *
          </span>
        )}
        {isOptional && <span className={css.optional}>{t('optional')}</span>}
      </label>
      {hint && (
        <p className={css.hint} id={hintId}>
          {hint}
        </p>
      )}
      {children(wiring)}
      <FieldError id={errorId} error={error} />
    </div>
  );
}

/** One field's trouble, with a sign that does not need colour. */
export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (!error) return null;
  return (
    <p className={css.error} id={id}>
      <Icon name="alert" />
      <span>{error}</span>
    </p>
  );
}

/** The ids, states and former value that every control needs. */
export function useWiring({ name, hint, isRequired, error: given }: FieldProps) {
  const id = useId();
  const { error: fromForm, typed } = useFieldState(name);
  const error = given ?? fromForm;
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [hint ? hintId : '', error ? errorId : ''].filter(Boolean).join(' ');
  const wiring: Wiring = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
    required: isRequired || undefined,
    className: css.control,
    typed,
  };
  return { error, hintId, errorId, wiring };
}
