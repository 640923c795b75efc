import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/consent-new.page.ts';
import { consentFields } from './consent.ts';
import { ConsentForm } from './consent-form.tsx';
import { createConsent } from './create-consent.ts';

export const handle = { words: ['consents'] };

export function loader({ context }: Route.LoaderArgs) {
  allow(pageContext(context), 'settings.edit');
  return null;
}

export async function action(args: Route.ActionArgs) {
  const given = await formValues(
    args,
    consentFields.map(({ name }) => name),
  );
  await createConsent(pageContext(args.context), given);
  return redirect('/settings/consents?done=added');
}

export default function NewConsent() {
  const t = useTranslations('consents');
  return (
    <>
      <PageHeader title={t('add')} crumbs={[{ to: '/settings/consents', label: t('title') }]} />
      <Page>
        <ConsentForm />
      </Page>
    </>
  );
}
