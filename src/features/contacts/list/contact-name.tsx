import { photoPath } from '#features/contacts/photo/photo.ts';
import { Avatar } from '#ui/avatar.tsx';
import css from './contact-name.module.css';
import type { ListedContact } from './contact-rows.ts';

/** A contact's photo or initials and name, as a row of a list begins. */
export function ContactName({ contact }: { contact: Pick<ListedContact, 'id' | 'name' | 'photo_key'> }) {
  const picture = photoPath(contact);
  return (
    <span className={css.name}>
      <Avatar name={contact.name} size="small" {...(picture && { picture })} />
      <span>{contact.name}</span>
    </span>
  );
}
