import { readFieldValue } from '#platform/fields/read-field-value.ts';
import type { Condition } from './condition.ts';
import { type FilterField, isWithoutValue, operatorsOf } from './filter-field.ts';

const options = { country: '', empty_words: new Set<string>() };
const mostDays = 36_500;

/** A condition with the field that it asks for. */
export interface CheckedCondition extends Condition {
  asked: FilterField;
}

/**
 * The condition with its field, or null where it can not be asked: a field that is no more, an operator that the field does not
 * have, a value that is none of its kind. Nobody meets such a condition.
 */
export function checkCondition(condition: Condition, fields: readonly FilterField[]): CheckedCondition | null {
  const asked = fields.find(({ name }) => name === condition.field);
  if (!asked || !operatorsOf(asked).includes(condition.operator)) return null;
  if (isWithoutValue(condition.operator)) return condition.values.length === 0 ? { ...condition, asked } : null;
  const isUnderstood =
    condition.values.length > 0 &&
    condition.values.every((value) => isValue(value, condition, asked)) &&
    isOffered(condition, asked);
  return isUnderstood ? { ...condition, asked } : null;
}

/** Not to have a choice that there is no more would be everybody. To have it may still be asked for: some may have kept it. */
function isOffered({ operator, values }: Condition, { kind, choices }: FilterField): boolean {
  return kind !== 'choice' || operator !== 'is_not' || values.every((value) => choices?.includes(value));
}

function isValue(value: string, { operator, values }: Condition, { kind }: FilterField): boolean {
  if (operator === 'last_days' || operator === 'next_days' || operator === 'before_days') {
    return values.length === 1 && /^\d{1,5}$/.test(value) && Number(value) <= mostDays;
  }
  switch (kind) {
    case 'number':
      return Number.isFinite(Number(value)) && (operator === 'is' || values.length === 1);
    case 'date':
    case 'time': {
      const read = readFieldValue({ name: '', label: '', kind: 'date' }, value, options);
      return values.length === 1 && read.value === value;
    }
    case 'checkbox':
      return values.length === 1 && (value === 'yes' || value === 'no');
    case 'company':
      return /^[1-9]\d{0,14}$/.test(value);
    default:
      return value.length <= 500 && !value.includes('\0') && value.isWellFormed();
  }
}
