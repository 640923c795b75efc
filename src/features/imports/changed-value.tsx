import { useTranslations } from 'use-intl';
import { stateFields } from '#features/change-log/state-fields.ts';
import { StateValue } from '#features/change-log/state-value.tsx';
import type { FieldKind, FieldValue } from '#platform/fields/field.ts';
import { writeFieldValue } from '#platform/fields/write-field-value.ts';
import { languageName } from '#platform/i18n/language-names.ts';
import css from './imported-rows.module.css';

interface Props {
  /** The field's name. */
  name: string;
  kind: FieldKind;
  before: FieldValue;
  after: FieldValue;
}

const longest = 60;

/** A value from what to what; of a list only what comes and goes. */
export function ChangedValue({ name, kind, before, after }: Props) {
  const t = useTranslations('imports.rows');
  const yesNo = useTranslations('ui.field');
  if (Array.isArray(before) || Array.isArray(after)) return <ChangedList before={before ?? []} after={after ?? []} />;
  const isState = stateFields.some((state) => state.name === name);
  const words = (value: FieldValue) => {
    if (isState) return <StateValue name={name} value={value} />;
    if (value === null || value === '') return <span className={css.empty}>{t('empty')}</span>;
    if (kind === 'checkbox') return yesNo(value ? 'yes' : 'no');
    const text = writeFieldValue({ kind }, value).replace(/\s+/g, ' ');
    const shown = kind === 'language' ? languageName(text) : text;
    return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
  };
  return (
    <>
      <del className={css.before}>{words(before)}</del> <span aria-hidden="true">→</span>{' '}
      <ins className={css.after}>{words(after)}</ins>
    </>
  );
}

function ChangedList({ before, after }: { before: FieldValue; after: FieldValue }) {
  const [had, has] = [before as string[], after as string[]];
  return (
    <>
      {had
        .filter((one) => !has.includes(one))
        .map((one) => (
          <del key={one} className={css.gone}>
            −{one}
          </del>
        ))}
      {has
        .filter((one) => !had.includes(one))
        .map((one) => (
          <ins key={one} className={css.added}>
            +{one}
          </ins>
        ))}
    </>
  );
}
