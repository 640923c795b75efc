import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Moment } from '#ui/moment.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { type Column, Table } from '#ui/table.tsx';
import type { DeletedField } from './list-deleted-fields.ts';

/** Fields that were deleted, each with the way back. */
export function DeletedFields({ fields }: { fields: readonly DeletedField[] }) {
  const t = useTranslations('custom_fields');
  const kinds = useTranslations('fields.kinds');
  const labelOf = useFieldLabel();
  const titleOf = ({ name, labels }: DeletedField) => labelOf({ name, label: labels });
  const columns: [Column<DeletedField>, ...Column<DeletedField>[]] = [
    { key: 'label', header: t('label'), cell: titleOf, width: 'wide' },
    { key: 'record', header: t('fields.record'), cell: ({ record }) => t(`records.${record}`) },
    { key: 'kind', header: t('fields.kind'), cell: ({ kind }) => kinds(kind), isHiddenOnPhone: true },
    { key: 'deleted_at', header: t('deleted_at'), cell: ({ deleted_at }) => <Moment at={deleted_at} /> },
    {
      key: 'restore',
      header: t('restore'),
      cell: (field) => <Restore id={field.id} name={titleOf(field)} />,
      width: 'narrow',
    },
  ];
  return (
    <Card title={t('deleted_fields')}>
      <p>{t('deleted_hint')}</p>
      <Table caption={t('deleted_fields')} columns={columns} rows={fields} idOf={({ id }) => id} nameOf={titleOf} />
    </Card>
  );
}

function Restore({ id, name }: { id: number; name: string }) {
  const t = useTranslations('custom_fields');
  return (
    <Form layout="bare">
      <Button name="restored" value={id} icon="undo" size="small" aria-label={t('restore_named', { name })}>
        {t('restore')}
      </Button>
    </Form>
  );
}
