import { useTranslations } from 'use-intl';
import type { ImportedRecord } from '#features/imports/import.ts';
import { Checkbox } from '#ui/checkbox.tsx';
import { Notice } from '#ui/notice.tsx';
import { TextField } from '#ui/text-field.tsx';
import css from './import-mapping.module.css';

interface Props {
  record: ImportedRecord;
  choices: {
    can_create_companies: boolean;
    can_match_by_phone: boolean;
    has_invitations: boolean;
    resident_number_reason: string | null;
  };
  /** Whether a column goes to the company, or of companies to their parent. */
  hasCompany: boolean;
  canInvite: boolean;
  /** Whether resident registration numbers were seen, and whether the reader may decide about them. */
  hasResidentNumbers: boolean;
  canKeepResidentNumbers: boolean;
}

/** What an import may do beside filling fields. */
export function ImportOptions(props: Props) {
  const { record, choices, hasCompany, canInvite, hasResidentNumbers, canKeepResidentNumbers } = props;
  const t = useTranslations('imports.mapping');
  const { resident_number_reason: reason } = choices;
  const isContact = record === 'contact';
  return (
    <fieldset className={css.ticks}>
      <legend className="visually-hidden">{t('options')}</legend>
      <Checkbox
        name="can_create_companies"
        label={isContact ? t('create_companies') : t('create_parents')}
        hint={
          isContact
            ? t(hasCompany ? 'create_companies_hint' : 'no_company_column')
            : t(hasCompany ? 'create_parents_hint' : 'no_parent_column')
        }
        defaultChecked={choices.can_create_companies}
      />
      {isContact && (
        <Checkbox
          name="can_match_by_phone"
          label={t('match_by_phone')}
          hint={t('match_by_phone_hint')}
          defaultChecked={choices.can_match_by_phone}
        />
      )}
      {canInvite && (
        <Checkbox
          name="has_invitations"
          label={t('invite')}
          hint={t('invite_hint')}
          defaultChecked={choices.has_invitations}
        />
      )}
      {(hasResidentNumbers || reason !== null) &&
        (canKeepResidentNumbers ? (
          <TextField
            name="resident_number_reason"
            label={t('resident_reason')}
            hint={t('resident_hint')}
            maxLength={500}
            defaultValue={reason ?? ''}
            isOptional
          />
        ) : (
          reason !== null && <Notice>{t('resident_kept', { reason })}</Notice>
        ))}
    </fieldset>
  );
}
