import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { childrenChoices, deleteCompany } from '#features/contacts/members/delete-company.ts';
import { previewCompanyDeletion } from '#features/contacts/members/preview-company-deletion.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { RadioGroup } from '#ui/radio-group.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/company-delete.page.ts';
import css from './company.module.css';
import { findCompany } from './find-company.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const id = readId(params.id);
  const preview = await previewCompanyDeletion(ctx, { id });
  const { name, domains, parent_company } = await findCompany(ctx, { id });
  return { id, name, domains, parent_company, preview };
}

export async function action(args: Route.ActionArgs) {
  const id = readId(args.params.id);
  const { children } = await formValues(args, ['children']);
  const choice = childrenChoices.find((one) => one === children) ?? 'move_up';
  await deleteCompany(pageContext(args.context), { id, children: choice });
  return redirect(`/companies/${id}?done=deleted`);
}

/** What deleting a company means, before it is done. It can be undone. */
export default function DeleteCompany({ loaderData }: Route.ComponentProps) {
  const { id, name, domains, parent_company, preview } = loaderData;
  const t = useTranslations('companies');
  const { contacts_count, falling_count, alone_count, seeing_count, children_count, children } = preview;
  const crumbs = [
    { to: '/companies', label: t('title') },
    { to: `/companies/${id}`, label: name },
  ];
  const names = children.map((child) => child.name).join(', ');
  const shownNames = children_count > children.length ? `${names} …` : names;
  return (
    <>
      <PageHeader title={t('delete.title', { name })} crumbs={crumbs} subtitle={t('delete.subtitle')} />
      <Page>
        <div className={css.column}>
          <Card title={t('delete.means')}>
            <ul className={css.facts}>
              <li>{t('delete.contacts', { count: contacts_count })}</li>
              {falling_count > 0 && <li>{t('delete.falling', { count: falling_count })}</li>}
              {alone_count > 0 && <li>{t('delete.alone', { count: alone_count })}</li>}
              {seeing_count > 0 && <li>{t('delete.seeing', { count: seeing_count })}</li>}
              {domains.length > 0 && <li>{t('delete.domains', { domains: domains.join(', ') })}</li>}
              {children_count > 0 && !parent_company && (
                <li>{t('delete.children_to_top', { count: children_count, names: shownNames })}</li>
              )}
              <li>{t('delete.name_stays')}</li>
            </ul>
            <Form>
              {children_count > 0 && parent_company && (
                <RadioGroup
                  name="children"
                  label={t('delete.children', { count: children_count })}
                  hint={shownNames}
                  defaultValue="move_up"
                  options={[
                    { value: 'move_up', label: t('delete.move_up', { parent: parent_company }) },
                    { value: 'to_top', label: t('delete.to_top') },
                  ]}
                />
              )}
              <FormActions>
                <SubmitButton kind="danger" icon="trash">
                  {t('delete.submit')}
                </SubmitButton>
                <ButtonLink to={`/companies/${id}`}>{t('cancel')}</ButtonLink>
              </FormActions>
            </Form>
          </Card>
        </div>
      </Page>
    </>
  );
}
