import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FilterForm } from '#ui/filter-form.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { TextField } from '#ui/text-field.tsx';
import { actsOfRecords } from './acts-of-records.ts';
import type { ChangedRecord } from './change.ts';
import { type LogFilter, type LogPerson, logFilterFields, pathOfLog } from './log-filter.ts';
import { useActSentence } from './use-act-sentence.ts';

interface Props {
  filter: LogFilter;
  people: readonly (LogPerson & { name: string })[];
}

/** Narrows the log by person, record, act and days; the address takes it all. */
export function LogFilterForm({ filter, people }: Props) {
  const t = useTranslations('change_log.log');
  const say = useActSentence();
  const [record, setRecord] = useState<ChangedRecord | null>(filter.record ?? null);
  const given = logFilterFields(filter);
  const records = Object.keys(actsOfRecords) as ChangedRecord[];
  const nobody = { record_id: 0, id: 0, at: new Date(0), changes: null, import_id: null, bulk_action_id: null };
  const caller = { kind: 'agent', id: null, name: '…' } as const;
  return (
    <FilterForm
      action="/settings/change-log"
      label={t('filter')}
      apply={t('apply')}
      clear={Object.keys(given).length > 0 ? { label: t('clear'), to: pathOfLog({}) } : undefined}
    >
      <SelectField
        name="person"
        label={t('who')}
        emptyLabel={t('anybody')}
        defaultValue={given.person ?? ''}
        choices={people.map(({ kind, id, name }) => ({ value: `${kind}-${id}`, label: name }))}
      />
      <SelectField
        name="record"
        label={t('record')}
        emptyLabel={t('anything')}
        defaultValue={given.record ?? ''}
        onChange={({ currentTarget }) => setRecord(records.find((one) => one === currentTarget.value) ?? null)}
        choices={records.map((one) => ({ value: one, label: t(`records.${one}`) }))}
      />
      {record && (
        <SelectField
          key={record}
          name="act"
          label={t('what')}
          emptyLabel={t('any_act')}
          defaultValue={record === filter.record ? (given.act ?? '') : ''}
          choices={actsOfRecords[record].map((act) => ({
            value: act,
            label: say({ ...nobody, record, act, caller }),
          }))}
        />
      )}
      {filter.record_id !== undefined && record === filter.record && (
        <input type="hidden" name="record_id" value={given.record_id} />
      )}
      <TextField name="from" type="date" label={t('from')} defaultValue={given.from ?? ''} />
      <TextField name="until" type="date" label={t('until')} defaultValue={given.until ?? ''} />
    </FilterForm>
  );
}
