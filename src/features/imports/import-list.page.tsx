import { useFormatter, useTranslations } from 'use-intl';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Moment } from '#ui/moment.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { type Column, Table } from '#ui/table.tsx';
import type { Route } from './+types/import-list.page.ts';
import { outcomes } from './import.ts';
import { ImportStateBadge } from './import-state-badge.tsx';
import { type ListedImport, listImports } from './list-imports.ts';

export const handle = { words: ['imports'] };

const pageSize = 50;

export async function loader({ context, request }: Route.LoaderArgs) {
  const { before } = queryValues(new URL(request.url), ['before']);
  const rows = await listImports(pageContext(context), {
    ...(before && { before: readId(before) }),
    limit: pageSize + 1,
  });
  return {
    rows: rows.slice(0, pageSize),
    next: rows.length > pageSize ? rows[pageSize - 1]!.id : null,
    is_first: !before,
  };
}

export default function ImportList({ loaderData: { rows, next, is_first } }: Route.ComponentProps) {
  const t = useTranslations('imports');
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <ButtonLink to="/imports/new" kind="primary" icon="upload">
            {t('import_list')}
          </ButtonLink>
        }
      />
      <Page layout="list">
        <Table
          caption={t('title')}
          columns={useColumns()}
          rows={rows}
          idOf={({ id }) => id}
          nameOf={({ file_name }) => file_name}
          pathOf={({ id }) => `/imports/${id}`}
          empty={<Nothing />}
        />
        <Pager previousTo={is_first ? null : '/imports'} nextTo={next === null ? null : `/imports?before=${next}`} />
      </Page>
    </>
  );
}

function useColumns(): [Column<ListedImport>, ...Column<ListedImport>[]] {
  const t = useTranslations('imports');
  const format = useFormatter();
  const number = (count: number | null | undefined) =>
    count === null || count === undefined ? '' : format.number(count);
  return [
    { key: 'file_name', header: t('file'), cell: ({ file_name }) => file_name },
    {
      key: 'record',
      header: t('holds'),
      cell: ({ record }) => t(`records.${record}`),
      isHiddenOnPhone: true,
      width: 'narrow',
    },
    { key: 'state', header: t('state'), cell: ({ state }) => <ImportStateBadge state={state} />, width: 'narrow' },
    { key: 'rows', header: t('counts.rows'), cell: ({ counts }) => number(counts?.rows), isNumeric: true },
    ...outcomes.map((outcome) => ({
      key: outcome,
      header: t(`counts.${outcome}`),
      cell: ({ counts }: ListedImport) => number(counts?.[outcome]),
      isNumeric: true,
    })),
    { key: 'who', header: t('who'), cell: ({ agent_name }) => agent_name ?? t('command_line'), width: 'narrow' },
    { key: 'created_at', header: t('when'), cell: ({ created_at }) => <Moment at={created_at} />, width: 'narrow' },
  ];
}

function Nothing() {
  const t = useTranslations('imports');
  return (
    <EmptyState
      title={t('none')}
      actions={
        <ButtonLink to="/imports/new" kind="primary" icon="upload">
          {t('import_list')}
        </ButtonLink>
      }
    >
      {t('none_hint')}
    </EmptyState>
  );
}
