import { useTranslations } from 'use-intl';
import { CompanyField } from '#features/companies/company-field.tsx';
import { membershipRoles, ticketVisibilities } from '#features/contacts/contact.ts';
import type { ContactMembership } from '#features/contacts/find-contact.ts';
import { Button } from '#ui/button.tsx';
import { SelectField } from '#ui/select-field.tsx';
import css from './members.module.css';

interface Props {
  place: number;
  membership?: ContactMembership;
  /** Takes the row away before anything is saved. */
  onRemove: () => void;
}

/** One company of a contact in a form: its name, his role, what he sees there, and whether it is the primary one. */
export function MembershipRow({ place, membership, onRemove }: Props) {
  const t = useTranslations('contacts.companies');
  return (
    <div className={css.row}>
      <input type="hidden" name="place" value={place} />
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
      {/* Without script the button sends the form: the server leaves the row out. */}
      <Button
        name="removed"
        value={place}
        kind="quiet"
        icon="close"
        aria-label={membership ? t('remove_from', { company: membership.company }) : t('remove')}
        onClick={(event) => {
          event.preventDefault();
          onRemove();
        }}
      />
    </div>
  );
}
