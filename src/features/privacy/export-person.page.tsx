import { useTranslations } from 'use-intl';
import { findContact } from '#features/contacts/find-contact.ts';
import { allow } from '#platform/context.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/export-person.page.ts';
import css from './erase-contact.module.css';

export const handle = { words: ['privacy'] };

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'contacts.export_person');
  const { id, name } = await findContact(ctx, { id: readId(params.id) });
  return { id, name };
}

/** All that is held about a contact, to be handed to him: as a document to read, and for programs. */
export default function ExportPerson({ loaderData: { id, name } }: Route.ComponentProps) {
  const t = useTranslations('privacy.person');
  const contacts = useTranslations('contacts');
  return (
    <>
      <PageHeader
        title={t('title', { name })}
        subtitle={t('subtitle')}
        crumbs={[
          { to: '/contacts', label: contacts('title') },
          { to: `/contacts/${id}`, label: name },
        ]}
      />
      <Page>
        <div className={css.column}>
          {(['pdf', 'json'] as const).map((kind) => (
            <Card key={kind} title={t(`${kind}_title`)}>
              <p>{t(`${kind}_hint`)}</p>
              <Form action={`/contacts/${id}/person.${kind}`} reloadDocument>
                <FormActions>
                  <SubmitButton kind={kind === 'pdf' ? 'primary' : 'default'} icon="download">
                    {t(`${kind}_download`)}
                  </SubmitButton>
                </FormActions>
              </Form>
            </Card>
          ))}
          <p>{t('logged')}</p>
        </div>
      </Page>
    </>
  );
}
