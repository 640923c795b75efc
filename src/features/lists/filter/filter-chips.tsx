import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import type { Conditions } from './condition.ts';
import { type Asked, useConditionWords } from './condition-words.tsx';
import css from './filter.module.css';

interface Props extends Asked {
  conditions: Conditions;
  /** Where the list is with these conditions instead. */
  pathOf(conditions: Conditions): string;
}

/** What the list is narrowed by, each condition with the way to drop it. */
export function FilterChips({ conditions, pathOf, ...asked }: Props) {
  const t = useTranslations('lists.filter');
  const wordsOf = useConditionWords(asked);
  if (conditions.length === 0) return null;
  const without = (group: number, at: number) =>
    conditions
      .map((each, place) => (place === group ? each.filter((_, position) => position !== at) : each))
      .filter((each) => each.length > 0);
  return (
    <ul className={css.chips} aria-label={t('title')}>
      {conditions.map((group, place) =>
        group.map((condition, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is what stands at this place
          <li key={`${place} ${at}`} className={css.chip}>
            {place > 0 && at === 0 && <span className={css.or}>{t('or')}</span>}
            <ButtonLink
              to={pathOf(without(place, at))}
              size="small"
              icon="close"
              aria-label={t('drop', { condition: wordsOf(condition) })}
              preventScrollReset
            >
              {wordsOf(condition)}
            </ButtonLink>
          </li>
        )),
      )}
    </ul>
  );
}
