import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ListedContact } from '#features/contacts/list/contact-rows.ts';
import { AddressText } from '#ui/address-text.tsx';
import { Avatar } from '#ui/avatar.tsx';
import { Moment } from '#ui/moment.tsx';
import css from './duplicates.module.css';

/** One of a pair, with what tells him from the other. */
export function PairPerson({ contact }: { contact: ListedContact }) {
  const t = useTranslations('duplicates');
  const phones = [contact.phone, contact.mobile].filter(Boolean).join(' · ');
  return (
    <div className={css.person}>
      <Avatar name={contact.name} />
      <div className={css.words}>
        <p className={css.name}>
          <Link to={`/contacts/${contact.id}`}>{contact.name}</Link>
        </p>
        <p>{contact.email ? <AddressText address={contact.email} /> : t('no_address')}</p>
        {phones && <p>{phones}</p>}
        <p className={css.faint}>
          {contact.company ?? t('no_company')} · {t('added')} <Moment at={contact.created_at} as="date" />
        </p>
      </div>
    </div>
  );
}
