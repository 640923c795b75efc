import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/consent-edit.page.ts';
import { consentFields } from './consent.ts';
import { ConsentForm } from './consent-form.tsx';
import { endConsent } from './end-consent.ts';
import { listConsents } from './list-consents.ts';
import { updateConsent } from './update-consent.ts';

export const handle = { words: ['consents'] };

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'settings.edit');
  const id = readId(params.id);
  const consent = (await listConsents(ctx)).find((one) => one.id === id);
  if (!consent) throw new Failure('not_found', 'platform.not_found');
  return { consent };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const id = readId(args.params.id);
  const names = consentFields.map(({ name }) => name);
  const { intent, ...given } = await formValues(args, ['intent', ...names]);
  if (intent === 'end') {
    await endConsent(ctx, { id });
    return redirect('/settings/consents?done=ended');
  }
  await updateConsent(ctx, { ...given, id });
  return redirect('/settings/consents?done=changed');
}

export default function EditConsent({ loaderData: { consent } }: Route.ComponentProps) {
  const t = useTranslations('consents');
  return (
    <>
      <PageHeader title={t('edit')} crumbs={[{ to: '/settings/consents', label: t('title') }]} />
      <Page>
        <ConsentForm consent={consent} />
        <Card title={t('end')}>
          <p>{t('end_hint')}</p>
          <Form intent="end" layout="bare">
            <SubmitButton kind="default">{t('end')}</SubmitButton>
          </Form>
        </Card>
      </Page>
    </>
  );
}
