import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { findContact } from '#features/contacts/find-contact.ts';
import type { ListedContact } from '#features/contacts/list/contact-rows.ts';
import { suggestContacts } from '#features/contacts/search/suggest-contacts.ts';
import { allow } from '#platform/context.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SearchBox } from '#ui/search-box.tsx';
import { type Column, Table } from '#ui/table.tsx';
import type { Route } from './+types/merge-with.page.ts';
import { listDuplicatesOf } from './list-duplicates-of.ts';
import { suggestNamesakes } from './suggest-namesakes.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'contacts.merge');
  const { search = '' } = queryValues(new URL(request.url), ['search']);
  const { id, name, deleted_at } = await findContact(ctx, { id: readId(params.id) });
  if (deleted_at) throw redirect(`/contacts/${id}`);
  const likely = await listDuplicatesOf(ctx, { contact_id: id });
  const found = await suggestContacts(ctx, { text: search });
  return {
    id,
    name,
    search,
    likely,
    namesakes: search || likely.length > 0 ? [] : await suggestNamesakes(ctx, { id, name }),
    found: found.filter((contact) => contact.id !== id),
  };
}

/** The other entry of the same person, looked for by whatever is known of it. */
export default function MergeWith({
  loaderData: { id, name, search, likely, namesakes, found },
}: Route.ComponentProps) {
  const t = useTranslations('duplicates.pick');
  const reasons = useTranslations('duplicates.reasons');
  const contacts = useTranslations('contacts');
  const pathOf = (other: number) => `/contacts/${id}/merge/${other}`;
  const columns: [Column<ListedContact>, ...Column<ListedContact>[]] = [
    { key: 'name', header: contacts('fields.name'), cell: (contact) => contact.name },
    { key: 'email', header: contacts('fields.email'), cell: ({ email }) => email },
    { key: 'phone', header: contacts('fields.phone'), cell: ({ phone, mobile }) => phone ?? mobile },
    { key: 'company', header: contacts('fields.company'), cell: ({ company }) => company },
  ];
  const table = {
    columns,
    idOf: (contact: ListedContact) => contact.id,
    nameOf: (contact: ListedContact) => contact.name,
    pathOf: (contact: ListedContact) => pathOf(contact.id),
    empty: <p role="status">{t('none', { search })}</p>,
  };
  return (
    <>
      <PageHeader
        title={t('title', { name })}
        crumbs={[
          { to: '/contacts', label: contacts('title') },
          { to: `/contacts/${id}`, label: name },
        ]}
      />
      <Page layout="wide">
        <p>{t('hint')}</p>
        <SearchBox label={t('search')} placeholder={t('search')} />
        {search && <Table {...table} caption={t('found')} rows={found} />}
        {namesakes.length > 0 && (
          <Card title={t('alike')}>
            <Table {...table} caption={t('alike')} rows={namesakes} />
          </Card>
        )}
        {!search && likely.length > 0 && (
          <Card title={t('likely')}>
            <ul>
              {likely.map((other) => (
                <li key={other.contact_id}>
                  <ButtonLink to={pathOf(other.contact_id)} kind="link">
                    {other.name}
                  </ButtonLink>{' '}
                  {other.reasons.map((reason) => reasons(reason)).join(' · ')}
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Page>
    </>
  );
}
