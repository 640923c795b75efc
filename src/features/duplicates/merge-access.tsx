import { useTranslations } from 'use-intl';
import { Checkbox } from '#ui/checkbox.tsx';
import type { MergePreview } from './find-merge-preview.ts';
import css from './merge.module.css';
import { namesOfPair } from './names-of-pair.ts';

/** In words who can sign in afterwards and by which password, what ends, and what stands in the way. */
export function MergeAccess({ preview: { survivor, other, plan } }: { preview: MergePreview }) {
  const t = useTranslations('duplicates.merging');
  const states = useTranslations('contacts.states');
  const names = namesOfPair(survivor, other);
  const { access } = plan;
  const which = access.has_two_passwords
    ? 'two_passwords'
    : access.takes_password
      ? 'takes_password'
      : survivor.portal_access === 'active'
        ? 'own_password'
        : 'nobody';
  return (
    <div className={css.gains}>
      <p>{t(`access_of.${which}`, { ...names, state: states(survivor.portal_access) })}</p>
      {other.portal_access !== 'none' && <p>{t('ends', names)}</p>}
      {access.stricter.length > 0 && (
        <section>
          {access.stricter.map((state) => (
            <p key={state}>{t(`stricter.${state}`, names)}</p>
          ))}
          <Checkbox name="own_states" label={t('keep_own_states', names)} />
        </section>
      )}
    </div>
  );
}
