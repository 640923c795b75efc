import { type ChangeEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Avatar } from '#ui/avatar.tsx';
import { Field } from '#ui/field.tsx';
import css from './photo.module.css';
import { photoBytes, photoPath, photoTypes } from './photo.ts';

const megabytes = photoBytes / 1024 ** 2;

/** The choice of a photo, with the one there is and, where there is script, the one that was chosen. */
export function PhotoField({ contact }: { contact?: { id: number; name: string; photo_key: string | null } }) {
  const t = useTranslations('contacts');
  const [chosen, setChosen] = useState<string | null>(null);
  const [isTooLarge, setTooLarge] = useState(false);
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const file = currentTarget.files?.[0];
    if (chosen) URL.revokeObjectURL(chosen);
    const isRefused = file !== undefined && file.size > photoBytes;
    if (isRefused) currentTarget.value = '';
    setTooLarge(isRefused);
    setChosen(file && !isRefused ? URL.createObjectURL(file) : null);
  };
  const picture = chosen ?? (contact && photoPath(contact, 'large'));
  return (
    <div className={css.photo}>
      <Avatar name={contact?.name ?? ''} size="huge" {...(picture && { picture })} />
      <Field
        name="photo"
        label={t('photo.label')}
        hint={t('photo.hint', { megabytes })}
        {...(isTooLarge && { error: t('photo.too_large', { megabytes }) })}
      >
        {({ typed, required, ...wiring }) => (
          <input type="file" name="photo" accept={photoTypes} onChange={choose} {...wiring} />
        )}
      </Field>
    </div>
  );
}
