import { useFormatter, useTranslations } from 'use-intl';
import { languageName } from '#platform/i18n/language-names.ts';
import { useFieldLabel } from '#ui/record-field.tsx';
import { checkCondition } from './check-condition.ts';
import type { Condition } from './condition.ts';
import type { FilterField } from './filter-field.ts';
import type { RecordName } from './listed-record.ts';

/** The companies that conditions name, by id. */
export type CompanyNames = Readonly<Record<string, string>>;

/** What a choice of a field is called: states and sources in Maru's words, an account's own choices as they are. */
export function useChoiceWords(): (field: Pick<FilterField, 'name' | 'choice_words'>, choice: string) => string {
  const t = useTranslations() as unknown as (key: string) => string;
  return ({ name, choice_words }, choice) => {
    if (choice_words) return t(`${choice_words}.${choice}`);
    return name === 'language' ? languageName(choice) : choice;
  };
}

/** Of which record conditions ask, and what they are told in words by. */
export interface Asked {
  record: RecordName;
  fields: readonly FilterField[];
  companies: CompanyNames;
}

/** A condition in words: `Plan: Team, Business`, `Changed in the last 7 days`; one that can not be asked says so. */
export function useConditionWords({ record, fields, companies }: Asked): (condition: Condition) => string {
  const t = useTranslations('lists.filter');
  const yes = useTranslations('ui.field');
  const labelOf = useFieldLabel();
  const format = useFormatter();
  const wordsOf = useChoiceWords();
  const valueWords = ({ kind, ...field }: FilterField, operator: Condition['operator'], value: string): string => {
    if (kind === 'checkbox') return yes(value === 'yes' ? 'yes' : 'no');
    if (kind === 'company') return companies[value] ?? t('unknown_company');
    if (kind === 'number') return format.number(Number(value), { maximumFractionDigits: 12 });
    if ((kind === 'date' || kind === 'time') && !operator.endsWith('_days')) {
      return format.dateTime(new Date(`${value}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
    }
    return kind === 'choice' ? wordsOf(field, value) : value;
  };
  return (condition) => {
    const checked = checkCondition(condition, fields);
    if (!checked) return t(`${record}.not_understood`, { field: condition.field });
    const { asked, operator, values } = checked;
    const value = values.map((one) => valueWords(asked, operator, one)).join(', ');
    return t(`words.${operator}`, { field: labelOf(asked), value });
  };
}
