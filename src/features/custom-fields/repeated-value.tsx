import { Link } from 'react-router';
import { useTranslations } from 'use-intl';

/** The way to two records that have the same value of a field, where that stands in the way of its being unique. */
export function RepeatedValue({ existing }: { existing: Readonly<Record<string, number>> }) {
  const t = useTranslations('custom_fields');
  const pairs = [
    { path: '/contacts', ids: [existing.contact_id, existing.other_contact_id] },
    { path: '/companies', ids: [existing.company_id, existing.other_company_id] },
  ];
  const pair = pairs.find(({ ids }) => ids[0] && ids[1]);
  if (!pair) return null;
  return (
    <p>
      <Link to={`${pair.path}/${pair.ids[0]}`}>{t('open_first')}</Link>{' '}
      <Link to={`${pair.path}/${pair.ids[1]}`}>{t('open_second')}</Link>
    </p>
  );
}
