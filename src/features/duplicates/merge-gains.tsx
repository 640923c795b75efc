import { useTranslations } from 'use-intl';
import { AddressText } from '#ui/address-text.tsx';
import { Badge } from '#ui/badge.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import type { MergePreview } from './find-merge-preview.ts';
import css from './merge.module.css';
import { namesOfPair } from './names-of-pair.ts';

/** What comes to the one who stays: addresses, companies with who sees what, tags. */
export function MergeGains({ preview: { survivor, other, plan } }: { preview: MergePreview }) {
  const t = useTranslations('duplicates.merging');
  const states = useTranslations('contacts.addresses');
  const companies = useTranslations('contacts.companies');
  const names = namesOfPair(survivor, other);
  const { gained, weaker } = plan.memberships;
  const tags = plan.tags.filter((tag) => !survivor.tags.includes(tag));
  const seesMore = gained.some(({ role, ticket_visibility }) => role !== 'none' || ticket_visibility !== 'own');
  const hasTwoIds =
    survivor.unique_external_id && other.unique_external_id && survivor.unique_external_id !== other.unique_external_id;
  const isNothing = other.emails.length + gained.length + weaker.length + tags.length === 0;
  return (
    <div className={css.gains}>
      {isNothing && <p>{t('nothing')}</p>}
      {other.emails.length > 0 && (
        <section>
          <h3>{t('addresses')}</h3>
          <ul>
            {other.emails.map(({ email, state }) => (
              <li key={email}>
                <AddressText address={email} />
                <Badge tone={state === 'verified' ? 'success' : 'neutral'} isQuiet>
                  {states(state)}
                </Badge>
              </li>
            ))}
          </ul>
        </section>
      )}
      {gained.length > 0 && (
        <section>
          <h3>{t('companies')}</h3>
          <ul>
            {gained.map(({ company_id, company, role, ticket_visibility }) => (
              <li key={company_id}>
                {t('joins', {
                  company,
                  role: companies(`roles.${role}`),
                  sight: companies(`visibilities.${ticket_visibility}`),
                })}
              </li>
            ))}
          </ul>
          {seesMore && <p className={css.hint}>{t('sees_more', names)}</p>}
        </section>
      )}
      {weaker.length > 0 && (
        <section>
          {weaker.map(({ company_id, company, own, others }) => (
            <p key={company_id}>
              {t('weaker', {
                ...names,
                company,
                role: companies(`roles.${others.role}`),
                sight: companies(`visibilities.${others.ticket_visibility}`),
                own_role: companies(`roles.${own.role}`),
                own_sight: companies(`visibilities.${own.ticket_visibility}`),
              })}
            </p>
          ))}
          <Checkbox name="stronger" label={t('take_stronger', names)} />
        </section>
      )}
      {tags.length > 0 && (
        <section>
          <h3>{t('tags')}</h3>
          <p>{tags.join(', ')}</p>
        </section>
      )}
      <section>
        <h3>{t('timeline')}</h3>
        <p>{t('timeline_joins')}</p>
        {hasTwoIds && <p>{t('external_id', names)}</p>}
      </section>
    </div>
  );
}
