import { useTranslations } from 'use-intl';
import { PreferenceSwitch } from './preference-switch.tsx';
import { useSurroundings } from './surroundings.ts';

/** How close the rows of lists stand. */
export function DensitySwitch() {
  const t = useTranslations('ui.density');
  const { density } = useSurroundings();
  const choices = (['compact', 'standard', 'comfortable'] as const).map((value) => ({ value, label: t(value) }));
  return <PreferenceSwitch label={t('label')} name="density" choices={choices} current={density ?? 'standard'} />;
}
