import { useTranslations } from 'use-intl';
import type { FieldProposal } from '#features/imports/import.ts';
import { Button } from '#ui/button.tsx';
import { Notice } from '#ui/notice.tsx';
import { useIntent } from '#ui/use-intent.ts';

/** Offers to make custom fields of the columns that no field fits, all with one press. */
export function ProposedFields({ proposals, canCreate }: { proposals: readonly FieldProposal[]; canCreate: boolean }) {
  const t = useTranslations('imports.mapping');
  const kinds = useTranslations('fields.kinds');
  const { isSending } = useIntent();
  if (proposals.length === 0) return null;
  const named = proposals.map(({ label, kind }) => `${label} (${kinds(kind)})`).join(', ');
  return (
    <Notice
      title={t('no_field_for', { count: proposals.length, columns: named })}
      actions={
        canCreate && (
          <Button name="intent" value="create_fields" size="small" icon="plus" isBusy={isSending('create_fields')}>
            {t('create_fields', { count: proposals.length })}
          </Button>
        )
      }
    >
      {canCreate ? t('create_fields_hint') : t('ask_admin_for_fields')}
    </Notice>
  );
}
