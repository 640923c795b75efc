import { Link } from 'react-router';
import { useTranslations } from 'use-intl';

/** Leads from a refused form to the company that stands in the way, where there is one. */
export function CompanyLink({ id }: { id: number | undefined }) {
  const t = useTranslations('companies');
  return id === undefined ? null : <Link to={`/companies/${id}`}>{t('open_the_other')}</Link>;
}
