import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { languageChoices } from '#platform/i18n/language-names.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/agent-new.page.ts';
import { inviteAgent } from './invite-agent.ts';
import { RoleField } from './role-field.tsx';

export const handle = { words: ['agents'] };

export function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'agents.edit');
  return { language: ctx.caller.locale };
}

export async function action(args: Route.ActionArgs) {
  const given = await formValues(args, ['name', 'email', 'role', 'language']);
  const agent_id = await inviteAgent(pageContext(args.context), given);
  return redirect(`/settings/agents/${agent_id}?invited`);
}

export default function InviteAgent({ loaderData: { language } }: Route.ComponentProps) {
  const t = useTranslations('agents');
  return (
    <>
      <PageHeader title={t('new.title')} crumbs={[{ to: '/settings/agents', label: t('list.title') }]} />
      <Page>
        <Form>
          <TextField name="name" label={t('fields.name')} autoComplete="off" autoFocus isRequired />
          <TextField
            name="email"
            type="email"
            label={t('fields.email')}
            hint={t('new.email_hint')}
            autoComplete="off"
            isRequired
          />
          <RoleField />
          <SelectField
            name="language"
            label={t('fields.language')}
            hint={t('new.language_hint')}
            defaultValue={language}
            choices={languageChoices}
          />
          <FormActions>
            <SubmitButton>{t('new.submit')}</SubmitButton>
            <ButtonLink to="/settings/agents" kind="quiet">
              {t('cancel')}
            </ButtonLink>
          </FormActions>
        </Form>
      </Page>
    </>
  );
}
