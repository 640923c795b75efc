import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { Avatar } from '#ui/avatar.tsx';
import { photoPath } from './photo.ts';

interface Props {
  contact: { id: number; name: string; photo_key: string | null };
  canEdit: boolean;
}

/** A contact's photo or initials above his page; who may change it gets there by a press on it. */
export function PhotoLink({ contact, canEdit }: Props) {
  const t = useTranslations('contacts.photo');
  const picture = photoPath(contact, 'large');
  const avatar = <Avatar name={contact.name} size="large" {...(picture && { picture })} />;
  if (!canEdit) return avatar;
  const label = t('of', { name: contact.name });
  return (
    <Link to={`/contacts/${contact.id}/photo`} aria-label={label} title={label}>
      {avatar}
    </Link>
  );
}
