import { useTranslations } from 'use-intl';
import { FilterForm } from '#ui/filter-form.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { TextField } from '#ui/text-field.tsx';
import { type AccessFilter, accessFilterFields, pathOfAccess } from './access-filter.ts';
import { accessKinds } from './access-record.ts';

interface Props {
  filter: AccessFilter;
  agents: readonly { id: number; name: string }[];
}

/** Narrows the access records by agent, kind and days; the address takes it all, the contact too. */
export function AccessFilterForm({ filter, agents }: Props) {
  const t = useTranslations('access_records');
  const given = accessFilterFields(filter);
  return (
    <FilterForm
      action="/settings/access-records"
      label={t('filter')}
      apply={t('apply')}
      clear={Object.keys(given).length > 0 ? { label: t('clear'), to: pathOfAccess({}) } : undefined}
    >
      <SelectField
        name="agent"
        label={t('who')}
        emptyLabel={t('anybody')}
        defaultValue={given.agent ?? ''}
        choices={agents.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <SelectField
        name="kind"
        label={t('what')}
        emptyLabel={t('anything')}
        defaultValue={given.kind ?? ''}
        choices={accessKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
      />
      {given.contact && <input type="hidden" name="contact" value={given.contact} />}
      <TextField name="from" type="date" label={t('from')} defaultValue={given.from ?? ''} />
      <TextField name="until" type="date" label={t('until')} defaultValue={given.until ?? ''} />
    </FilterForm>
  );
}
