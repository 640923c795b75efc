import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { changeDomain } from '#features/contacts/members/change-domain.ts';
import { formerChoices } from '#features/contacts/members/domain-change.ts';
import { listMemberDomains, previewDomainChange } from '#features/contacts/members/preview-domain-change.ts';
import { readDomainName } from '#platform/fields/read-domain-name.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/company-domain.page.ts';
import css from './company.module.css';
import { DomainPreview } from './domain-preview.tsx';
import { findCompany } from './find-company.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { id, name, domains } = await findCompany(ctx, { id: readId(params.id) });
  const { old_domain, new_domain: typed } = queryValues(new URL(request.url), ['old_domain', 'new_domain']);
  const used = await listMemberDomains(ctx, { company_id: id });
  const new_domain = typed === undefined ? null : readDomainName(typed.trim().replace(/^@/, ''));
  const asked = { company_id: id, old_domain: old_domain ?? '', new_domain: new_domain ?? '' };
  return {
    company: { id, name, domains },
    old_domains: [...new Set([...used, ...domains])],
    old_domain: old_domain ?? null,
    typed: typed ?? '',
    new_domain,
    preview: old_domain && new_domain ? await previewDomainChange(ctx, asked) : null,
  };
}

export async function action(args: Route.ActionArgs) {
  const company_id = readId(args.params.id);
  const sent = await formValues(args, ['old_domain', 'new_domain', 'former', 'is_domain_kept']);
  const { id } = await changeDomain(pageContext(args.context), {
    company_id,
    old_domain: sent.old_domain ?? '',
    new_domain: sent.new_domain ?? '',
    former: formerChoices.find((choice) => choice === sent.former) ?? 'keep',
    is_domain_kept: sent.is_domain_kept !== undefined,
  });
  return redirect(`/companies/${company_id}?done=domain&change=${id}`);
}

/** Gives all contacts of a company addresses at another domain: first what it would come to, then the act. */
export default function ChangeDomain({ loaderData }: Route.ComponentProps) {
  const { company, old_domains, old_domain, typed, new_domain, preview } = loaderData;
  const t = useTranslations('companies');
  const path = `/companies/${company.id}`;
  const crumbs = [
    { to: '/companies', label: t('title') },
    { to: path, label: company.name },
  ];
  const isWrong = typed !== '' && new_domain === null;
  return (
    <>
      <PageHeader title={t('domain.title', { name: company.name })} crumbs={crumbs} subtitle={t('domain.subtitle')} />
      <Page>
        <div className={css.column}>
          <Card title={t('domain.which')}>
            {old_domains.length === 0 ? (
              <p>{t('domain.no_addresses')}</p>
            ) : (
              <Form method="get">
                <div className={css.fields}>
                  <SelectField
                    name="old_domain"
                    label={t('domain.old')}
                    defaultValue={old_domain ?? old_domains[0]}
                    choices={old_domains.map((domain) => ({ value: domain, label: domain }))}
                  />
                  <TextField
                    name="new_domain"
                    label={t('domain.new')}
                    defaultValue={typed}
                    placeholder="example.com"
                    isRequired
                    {...(isWrong && { error: t('domain.not_a_domain') })}
                  />
                </div>
                <FormActions>
                  <SubmitButton kind={preview ? 'default' : 'primary'}>{t('domain.preview')}</SubmitButton>
                  {!preview && <ButtonLink to={path}>{t('cancel')}</ButtonLink>}
                </FormActions>
              </Form>
            )}
          </Card>
          {preview && old_domain && new_domain && (
            <DomainPreview
              company={company}
              preview={preview}
              old_domain={old_domain}
              new_domain={new_domain}
              cancelTo={path}
            />
          )}
        </div>
      </Page>
    </>
  );
}
