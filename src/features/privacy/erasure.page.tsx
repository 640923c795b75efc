import { useFormatter, useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/erasure.page.ts';
import css from './erase-contact.module.css';
import { findErasure } from './list-erasures.ts';
import { PlacesTable } from './places-table.tsx';

export const handle = { words: ['privacy'] };

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const erasure = await findErasure(ctx, { id: readId(params.id) });
  const { name } = await findAccount(ctx);
  return { erasure, account_name: name, is_done: new URL(request.url).searchParams.has('done') };
}

/** What the certificate of an erasure says; the PDF has the same. */
export default function Erasure({ loaderData: { erasure, account_name, is_done } }: Route.ComponentProps) {
  const t = useTranslations('privacy');
  const format = useFormatter();
  const { id, reference, mode, agent_name, reason, places, backups_until, erased_at, lifted } = erasure;
  const until = format.dateTime(new Date(`${backups_until}T12:00:00Z`), { dateStyle: 'long' });
  return (
    <>
      <PageHeader
        title={reference}
        subtitle={t('certificate.subtitle', { account: account_name })}
        crumbs={[{ to: '/settings/erasures', label: t('list.title') }]}
        actions={
          <ButtonLink to={`/settings/erasures/${id}/certificate.pdf`} kind="primary" icon="download" reloadDocument>
            {t('certificate.download')}
          </ButtonLink>
        }
      />
      <Page>
        <div className={css.column}>
          {is_done && (
            <Notice tone="success" isNews>
              {t('certificate.just_done')}
            </Notice>
          )}
          <Card title={t('certificate.facts')}>
            <KeyValueList
              entries={[
                { key: 'reference', label: t('certificate.reference'), value: reference },
                { key: 'at', label: t('certificate.erased_at'), value: <Moment at={erased_at} as="exact" /> },
                { key: 'by', label: t('certificate.by'), value: agent_name ?? t('list.system') },
                { key: 'mode', label: t('certificate.mode'), value: t(`modes.${mode}`) },
                { key: 'reason', label: t('certificate.reason'), value: reason },
                {
                  key: 'backups',
                  label: t('certificate.backups_until'),
                  value: t('certificate.backups_hint', { date: until }),
                },
              ]}
            />
          </Card>
          <Card title={t('certificate.places')}>
            <PlacesTable caption={t('certificate.places')} places={places} />
            {places.some(({ place }) => place === 'tombstones') && <p>{t('certificate.tombstone')}</p>}
            {places.some(({ done }) => done === 'left') && <p>{t('certificate.left')}</p>}
          </Card>
          {lifted.length > 0 && (
            <Card title={t('certificate.lifted')}>
              <ul>
                {lifted.map(({ at, agent_name, reason }) => (
                  <li key={String(at)}>
                    <Moment at={at} as="exact" /> ·{' '}
                    {reason === null
                      ? t('certificate.lifted_himself')
                      : t('certificate.lifted_by', { who: agent_name ?? t('list.system'), reason })}
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
      </Page>
    </>
  );
}
