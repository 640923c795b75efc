import type { Field, FieldValue } from '#platform/fields/field.ts';
import type { KeyValue } from './key-value-list.tsx';
import { LongText } from './long-text.tsx';
import { useFieldLabel } from './record-field.tsx';
import { RecordValue } from './record-value.tsx';

const longerThan = 60;

/** A field of a record with its value as a line of a KeyValueList, long texts below their name. */
export function useRecordEntry(): (field: Field, value: FieldValue) => KeyValue {
  const labelOf = useFieldLabel();
  return (field, value) => {
    const named = { key: field.name, label: labelOf(field) };
    if (value === null) return { ...named, value: null };
    if (field.kind !== 'paragraph') return { ...named, value: <RecordValue field={field} value={value} /> };
    const text = String(value);
    const isBelow = text.length > longerThan || text.includes('\n');
    return { ...named, value: <LongText text={text} />, isBelow };
  };
}
