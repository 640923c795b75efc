import { useTranslations } from 'use-intl';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { Moment } from '#ui/moment.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { RecordValue } from '#ui/record-value.tsx';
import { Table } from '#ui/table.tsx';
import type { Route } from './+types/erasure-list.page.ts';
import { listErasures } from './list-erasures.ts';

export const handle = { words: ['privacy'] };

export async function loader({ context, request }: Route.LoaderArgs) {
  const { before } = queryValues(new URL(request.url), ['before']);
  const page = await listErasures(pageContext(context), before ? { before: readId(before) } : {});
  return { ...page, is_first: !before };
}

export default function ErasureList({ loaderData: { erasures, next, is_first } }: Route.ComponentProps) {
  const t = useTranslations('privacy');
  return (
    <>
      <PageHeader title={t('list.title')} subtitle={t('list.subtitle')} />
      <Page layout="list">
        <Table
          caption={t('list.title')}
          columns={[
            { key: 'reference', header: t('list.reference'), cell: ({ reference }) => reference },
            { key: 'mode', header: t('list.mode'), cell: ({ mode }) => t(`modes.${mode}`), width: 'narrow' },
            { key: 'reason', header: t('certificate.reason'), cell: ({ reason }) => reason ?? '', width: 'wide' },
            {
              key: 'by',
              header: t('list.by'),
              cell: ({ agent_name }) => agent_name ?? t('list.system'),
              width: 'narrow',
            },
            {
              key: 'backups_until',
              header: t('list.backups_until'),
              cell: ({ backups_until }) => <RecordValue field={{ kind: 'date' }} value={backups_until} />,
              width: 'narrow',
              isHiddenOnPhone: true,
            },
            { key: 'at', header: t('list.at'), cell: ({ erased_at }) => <Moment at={erased_at} />, width: 'narrow' },
          ]}
          rows={erasures}
          idOf={({ id }) => id}
          nameOf={({ reference }) => reference}
          pathOf={({ id }) => `/settings/erasures/${id}`}
          empty={<EmptyState title={t('list.none')}>{t('list.none_hint')}</EmptyState>}
        />
        <Pager
          previousTo={is_first ? null : '/settings/erasures'}
          nextTo={next === null ? null : `/settings/erasures?before=${next}`}
        />
      </Page>
    </>
  );
}
