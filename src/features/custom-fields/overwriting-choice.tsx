import { useTranslations } from 'use-intl';
import { Checkbox } from '#ui/checkbox.tsx';
import type { FormFailure } from '#ui/form.tsx';

/** Lets whoever was refused by `refuseOverwriting` say that his values count; nothing for other trouble. */
export function OverwritingChoice({ failure: { code } }: { failure: FormFailure }) {
  const t = useTranslations('custom_fields');
  if (code !== 'custom_fields.changed_meanwhile' && code !== 'custom_fields.emptied_meanwhile') return null;
  return <Checkbox name="is_overwriting" label={t('is_overwriting')} />;
}
