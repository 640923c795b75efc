import { Link } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Badge } from '#ui/badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { type Column, Table } from '#ui/table.tsx';
import type { Route } from './+types/consent-list.page.ts';
import type { Consent } from './consent.ts';
import { listConsents } from './list-consents.ts';

export const handle = { words: ['consents'] };

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'settings.edit');
  const { done } = queryValues(new URL(request.url), ['done']);
  const news = (['added', 'changed', 'ended'] as const).find((one) => one === done) ?? null;
  return { consents: await listConsents(ctx), news };
}

/** What customers are asked to agree to when they come in for the first time, and again when the words change. */
export default function ConsentList({ loaderData: { consents, news } }: Route.ComponentProps) {
  const t = useTranslations('consents');
  const locale = useLocale();
  const nameOf = ({ labels }: Consent) => labelOf({ name: '', label: labels }, locale, (key) => key);
  const columns: [Column<Consent>, ...Column<Consent>[]] = [
    { key: 'label', header: t('asked'), width: 'wide', cell: (one) => nameOf(one) },
    {
      key: 'is_required',
      header: t('kind'),
      width: 'narrow',
      cell: ({ is_required }) => (
        <Badge tone={is_required ? 'accent' : 'neutral'}>{t(is_required ? 'required' : 'optional')}</Badge>
      ),
    },
    {
      key: 'document',
      header: t('fields.document'),
      width: 'narrow',
      cell: ({ document }) => document && t(`documents.${document}`),
    },
    { key: 'version', header: t('version'), isNumeric: true, cell: ({ version }) => version },
  ];
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        crumbs={[{ to: '/settings/portal', label: t('portal') }]}
        actions={
          <ButtonLink to="/settings/consents/new" kind="primary" icon="plus">
            {t('add')}
          </ButtonLink>
        }
      />
      <Page layout="wide">
        {news && (
          <Notice tone="success" isNews>
            {t(`news.${news}`)}
          </Notice>
        )}
        <Table
          caption={t('title')}
          columns={columns}
          rows={consents}
          idOf={({ id }) => id}
          nameOf={nameOf}
          pathOf={({ id }) => `/settings/consents/${id}`}
          empty={
            <EmptyState title={t('none')} actions={<Link to="/settings/portal">{t('to_policies')}</Link>}>
              {t('none_hint')}
            </EmptyState>
          }
        />
      </Page>
    </>
  );
}
