import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { recordFormValues } from '#platform/http/record-form-values.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/provider.page.ts';
import { deleteProvider } from './delete-provider.ts';
import { findProvider } from './find-provider.ts';
import { LeavingPage } from './leaving.tsx';
import { ProviderForm, ProviderSteps } from './provider-form.tsx';
import { providerGuide } from './provider-guide.ts';
import css from './provider-list.module.css';
import { returnAddress } from './return-address.ts';
import { fieldsOf } from './sign-in-provider.ts';
import { readTestCookie } from './test-cookie.ts';
import { openTestResult, type TestResult } from './test-result.ts';
import { beginTrip } from './trips/begin-trip.ts';
import { leavingAnswer } from './trips/leaving-answer.ts';
import { updateProvider } from './update-provider.ts';
import { useProviderName } from './use-provider-name.ts';

export const handle = { words: ['sign_in_providers'] };

const troubles = ['provider_down', 'answer_refused', 'cancelled', 'trip_lost', 'secret_lost'] as const;

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const provider = await findProvider(ctx, { id: readId(params.id) });
  const account = await findAccount(ctx);
  const { searchParams } = new URL(request.url);
  const trouble = troubles.find((one) => one === searchParams.get('trouble')) ?? null;
  return {
    provider,
    guide: providerGuide(ctx, provider.kind),
    address: account.public_url && returnAddress(account, provider),
    news: (['created', 'saved'] as const).find((one) => searchParams.has(one)) ?? null,
    trouble: trouble && ctx.t(`sign_in_providers.failures.${trouble}`),
    tested: openTestResult(ctx, readTestCookie(request), provider.id),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const id = readId(args.params.id);
  const path = `/settings/sign-in-providers/${id}`;
  const { intent } = await formValues({ ...args, request: args.request.clone() }, ['intent']);
  if (intent === 'delete') {
    await deleteProvider(ctx, { id });
    return redirect('/settings/sign-in-providers?deleted');
  }
  if (intent === 'test') {
    const begun = await beginTrip(ctx, { provider_id: id, audience: 'agent', purpose: 'test', return_to: path });
    return leavingAnswer(begun, new URL(args.request.url));
  }
  const { kind } = await findProvider(ctx, { id });
  const { custom_fields: _, ...given } = await recordFormValues(args, { builtIn: fieldsOf(kind), custom: [] });
  await updateProvider(ctx, { id, given: given as Record<string, string> });
  return redirect(`${path}?saved`);
}

/** A provider: what to enter there and here, trying it out, taking it away. */
export default function Provider({ loaderData, actionData }: Route.ComponentProps) {
  const { provider, guide, address, news, trouble, tested } = loaderData;
  const t = useTranslations('sign_in_providers');
  const name = useProviderName()(provider);
  if (actionData && 'url' in actionData) {
    return <LeavingPage leaving={actionData} back={`/settings/sign-in-providers/${provider.id}`} />;
  }
  return (
    <>
      <PageHeader title={name} crumbs={[{ to: '/settings/sign-in-providers', label: t('title') }]} />
      <Page>
        <div className={css.column}>
          {news && (
            <Notice tone="success" isNews>
              {t(`news.${news}`)}
            </Notice>
          )}
          {trouble && (
            <Notice tone="warning" isNews title={t('test_failed')}>
              {trouble}
            </Notice>
          )}
          {tested && <Tested result={tested} />}
          <ProviderSteps guide={guide} address={address} />
          <Card title={t('test')}>
            <p>{t('test_hint', { name })}</p>
            <Form intent="test" reloadDocument>
              <FormActions>
                <Button>{t('test_now')}</Button>
              </FormActions>
            </Form>
          </Card>
          <ProviderForm kind={provider.kind} guide={guide} values={provider as unknown as Record<string, FieldValue>} />
          <Card title={t('delete')}>
            <p>{t('delete_hint', { name })}</p>
            <Form intent="delete" layout="bare">
              <Button kind="danger">{t('delete_now')}</Button>
            </Form>
          </Card>
        </div>
      </Page>
    </>
  );
}

function Tested({ result: { issuer, subject, name, address } }: { result: TestResult }) {
  const t = useTranslations('sign_in_providers');
  return (
    <Card title={t('tested')}>
      <Notice tone="success" isNews>
        {t(address?.is_vouched ? 'tested_vouched' : 'tested_unvouched')}
      </Notice>
      <KeyValueList
        entries={[
          { key: 'name', label: t('tested_name'), value: name },
          { key: 'email', label: t('tested_email'), value: address?.email ?? null },
          { key: 'subject', label: t('tested_subject'), value: <code>{subject}</code> },
          { key: 'issuer', label: t('tested_issuer'), value: <code>{issuer}</code> },
        ]}
      />
    </Card>
  );
}
