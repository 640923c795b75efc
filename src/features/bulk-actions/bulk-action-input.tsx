import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Field } from '#platform/fields/field.ts';
import { Card } from '#ui/card.tsx';
import { type KeyValue, KeyValueList } from '#ui/key-value-list.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { RecordValue } from '#ui/record-value.tsx';
import type { FoundBulkAction } from './find-bulk-action.ts';

/** What a bulk action was given: tags, a field and its value, a company; and of an undo, what it takes back. */
export function BulkActionInput({ found, fields }: { found: FoundBulkAction; fields: readonly Field[] }) {
  const t = useTranslations('bulk_actions');
  const erased = useTranslations('change_log')('erased');
  const labelOf = useFieldLabel();
  const { tags, field: name, value, company, company_id } = found.input;
  const field = fields.find((one) => one.name === name);
  const entries: KeyValue[] = [];
  if (found.undone_act !== null) {
    const undone = (
      <Link to={`/bulk-actions/${found.undoes_bulk_action_id}`}>{t(`acts.${found.undone_act}.name`)}</Link>
    );
    entries.push({ key: 'undoes', label: t('takes_back'), value: undone });
  }
  if (Array.isArray(tags)) entries.push({ key: 'tags', label: t('tags'), value: tags.join(', ') });
  if (name !== undefined) {
    const label = field ? labelOf(field) : String(name);
    const words =
      value === undefined ? (
        erased
      ) : value === null ? (
        t('emptied')
      ) : (
        <RecordValue field={field ?? { kind: 'text' }} value={value} />
      );
    entries.push({ key: 'field', label, value: words });
  }
  if (company !== undefined) {
    entries.push({
      key: 'company',
      label: t('company'),
      value: <Link to={`/companies/${company_id}`}>{company}</Link>,
    });
  }
  return (
    entries.length > 0 && (
      <Card title={t('given')}>
        <KeyValueList entries={entries} />
      </Card>
    )
  );
}
