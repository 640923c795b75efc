import { useTranslations } from 'use-intl';
import { CompanyField } from '#features/companies/company-field.tsx';
import { SelectField } from '#ui/select-field.tsx';
import css from './contact.module.css';
import { membershipRoles, ticketVisibilities } from './contact.ts';
import type { ContactMembership } from './find-contact.ts';

/** One company of a contact in a form: its name, his role, what he sees there, and whether it is the primary one. */
export function MembershipRow({ place, membership }: { place: number; membership?: ContactMembership }) {
  const t = useTranslations('contacts.companies');
  return (
    <div className={css.membership}>
      <CompanyField name="company" label={t('company')} defaultValue={membership?.company ?? ''} />
      <SelectField
        name="role"
        label={t('role')}
        defaultValue={membership?.role ?? 'none'}
        choices={membershipRoles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
      />
      <SelectField
        name="ticket_visibility"
        label={t('ticket_visibility')}
        defaultValue={membership?.ticket_visibility ?? 'own'}
        choices={ticketVisibilities.map((sight) => ({ value: sight, label: t(`visibilities.${sight}`) }))}
      />
      <label className={css.primary}>
        <input type="radio" name="primary" value={place} defaultChecked={membership?.is_primary ?? false} />
        {t('primary')}
      </label>
    </div>
  );
}
