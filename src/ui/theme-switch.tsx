import { useTranslations } from 'use-intl';
import { PreferenceSwitch } from './preference-switch.tsx';
import { useSurroundings } from './surroundings.ts';

/** Light, dark or as the device. */
export function ThemeSwitch() {
  const t = useTranslations('ui.theme');
  const { theme } = useSurroundings();
  const choices = (['light', 'dark', 'system'] as const).map((value) => ({ value, label: t(value) }));
  return <PreferenceSwitch label={t('label')} name="theme" choices={choices} current={theme ?? 'system'} />;
}
