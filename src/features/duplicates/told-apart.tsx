import { useTranslations } from 'use-intl';
import { EmptyState } from '#ui/empty-state.tsx';
import { Moment } from '#ui/moment.tsx';
import css from './duplicates.module.css';
import type { ToldApartPair } from './list-told-apart.ts';
import { PairForm } from './pair-form.tsx';
import { PairPerson } from './pair-person.tsx';

/** Pairs that are no duplicates, with who said so and when, and the way back. */
export function ToldApart({ pairs, mayMerge }: { pairs: readonly ToldApartPair[]; mayMerge: boolean }) {
  const t = useTranslations('duplicates');
  const log = useTranslations('change_log');
  if (pairs.length === 0) return <EmptyState title={t('none_told_apart')}>{t('none_told_apart_hint')}</EmptyState>;
  return (
    <>
      <p className={css.intro}>{t('told_apart_intro')}</p>
      <ul className={css.pairs}>
        {pairs.map(({ id, contacts: [one, other], told_apart_at, told_apart_by }) => {
          const named = { one: one.name, other: other.name };
          return (
            <li key={id} className={css.pair}>
              <PairPerson contact={one} />
              <PairPerson contact={other} />
              <div className={css.judgement}>
                <p className={css.said}>
                  {told_apart_by ?? log('gone')} · <Moment at={told_apart_at} />
                </p>
                {mayMerge && (
                  <PairForm
                    intent="forget"
                    pair={{ contact_id: one.id, other_contact_id: other.id, ...named }}
                    label={t('undo_dismissal')}
                    told={t('undo_dismissal_of', named)}
                    icon="undo"
                  />
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
