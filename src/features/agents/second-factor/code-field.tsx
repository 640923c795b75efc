import { useTranslations } from 'use-intl';
import { TextField } from '#ui/text-field.tsx';

/** Where a code of an app is typed, or a recovery code where one counts. */
export function CodeField({ isFirst = false, size }: { isFirst?: boolean; size?: 'large' }) {
  const t = useTranslations('second_factor');
  return (
    <TextField
      name="code"
      label={t('code')}
      hint={t(isFirst ? 'first_code_hint' : 'code_hint')}
      autoComplete="one-time-code"
      {...(isFirst && { inputMode: 'numeric' as const })}
      {...(size && { size })}
      isRequired
    />
  );
}
