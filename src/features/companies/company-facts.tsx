import { useFormatter, useTranslations } from 'use-intl';
import type { ContactView } from '#features/contacts/filter/contact-filter.ts';
import type { ListCount } from '#features/lists/rows/count-matching.ts';
import { RecordValue } from '#ui/record-value.tsx';
import { type Stat, StatRow } from '#ui/stat-row.tsx';
import type { FoundCompany } from './find-company.ts';

interface Props {
  company: FoundCompany;
  count: ListCount;
  /** Null where the company is too large to count them all. */
  views: Partial<Record<ContactView, ListCount>> | null;
}

/** What one wants to know of a company at a glance; the counts lead to the contacts behind them. */
export function CompanyFacts({ company, count, views }: Props) {
  const t = useTranslations('companies');
  const format = useFormatter();
  const list = `/contacts?company_id=${company.id}`;
  const told = ({ count, is_exact }: ListCount) => `${format.number(count)}${is_exact ? '' : '+'}`;
  const stats: Stat[] = [{ label: t('contacts'), value: told(count), to: list }];
  if (views?.verified)
    stats.push({ label: t('facts.verified'), value: told(views.verified), to: `${list}&view=verified` });
  if (views?.locked && views.locked.count > 0) {
    stats.push({ label: t('facts.locked'), value: told(views.locked), to: `${list}&view=locked`, tone: 'danger' });
  }
  if (company.account_tier) stats.push({ label: t('fields.account_tier'), value: company.account_tier });
  if (company.health_score) stats.push({ label: t('fields.health_score'), value: company.health_score });
  if (company.renewal_date) {
    const value = <RecordValue field={{ kind: 'date' }} value={company.renewal_date} />;
    stats.push({ label: t('fields.renewal_date'), value });
  }
  return <StatRow label={t('facts.title')} stats={stats} />;
}
