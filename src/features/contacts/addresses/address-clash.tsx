import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { FormFailure } from '#ui/form.tsx';

interface Props {
  failure: FormFailure;
  /** The contact who was to get the address; left out where there is none yet. */
  contact_id?: number;
}

/** The way on where an address is another contact's: look at him, restore him if he is deleted, or make one of the two. */
export function AddressClash({ failure, contact_id }: Props) {
  const t = useTranslations('contacts');
  const other = failure.existing.contact_id;
  if (other === undefined) return null;
  if (failure.code === 'contacts.address_of_deleted')
    return <Link to={`/contacts/${other}`}>{t('restore_the_other')}</Link>;
  return (
    <>
      <Link to={`/contacts/${other}`}>{t('open_the_other')}</Link>
      {contact_id !== undefined && contact_id !== other && (
        <Link to={`/contacts/${contact_id}/merge/${other}`}>{t('merge_with_the_other')}</Link>
      )}
    </>
  );
}
