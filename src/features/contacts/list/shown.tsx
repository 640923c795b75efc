import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { ContactFilter } from '#features/contacts/filter/contact-filter.ts';
import type { ListedContacts } from './list-contacts.ts';

interface Props {
  filter: ContactFilter;
  list: Pick<ListedContacts, 'count' | 'sort' | 'is_newest_first'>;
  /** Where all of them are counted. */
  exactPath: string;
}

/** How many a search or a filter has found, said again by screen readers while one types; more than 10,000 are counted on request. */
export function Shown({ filter, list, exactPath }: Props) {
  const t = useTranslations('contacts');
  const format = useFormatter();
  const { count, is_exact } = list.count;
  if (!filter.search && filter.conditions.length === 0 && is_exact) return null;
  const isOtherwise = !list.is_newest_first && list.sort !== filter.sort;
  return (
    <p role="status">
      {is_exact ? t('shown', { count }) : t('shown_at_least', { count: format.number(count) })}
      {list.is_newest_first && ` · ${t('newest_first')}`}
      {isOtherwise && ` · ${t('sorted_by_name')}`}{' '}
      {!is_exact && (
        <Link to={exactPath} preventScrollReset>
          {t('count_all')}
        </Link>
      )}
    </p>
  );
}
