import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { returnPath, signInPathAfter } from '#features/sign-in-providers/return-path.ts';
import { useProviderName } from '#features/sign-in-providers/use-provider-name.ts';
import { Failure } from '#platform/failure.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Form } from '#ui/form.tsx';
import { Panel } from '#ui/panel.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/prove-address.page.ts';
import { findProof } from './find-proof.ts';
import { proofCookie, readProofCookie } from './proof-cookie.ts';
import { proveAddress } from './prove-address.ts';
import { sendCode } from './send-code.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url);
  try {
    const { provider, claimed_email, email } = await findProof(pageContext(context), readProofCookie(request));
    const isAsking = searchParams.has('other') || !email;
    return {
      provider,
      claimed_email,
      email: isAsking ? null : showEmailAddress(email).shown,
      query: searchParams.toString(),
    };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'expired') throw error;
    const return_to = returnPath(searchParams.get('return_to'), 'contact');
    throw redirect(signInPathAfter('contact', 'lost', return_to), { status: 303 });
  }
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const url = new URL(args.request.url);
  const return_to = returnPath(url.searchParams.get('return_to'), 'contact');
  const token = readProofCookie(args.request);
  const { intent, email = '', code = '' } = await formValues(args, ['intent', 'email', 'code']);
  if (intent === 'email') {
    await sendCode(ctx, { token, email });
    return redirect(`/portal/prove-address?${new URLSearchParams({ return_to })}`, { status: 303 });
  }
  const session = await proveAddress(ctx, { token, code }).catch((error: unknown) => {
    const isRefused = error instanceof Failure && error.code === 'portal_access.not_authorized';
    throw isRefused ? redirect(signInPathAfter('contact', 'refused', return_to), { status: 303 }) : error;
  });
  const headers = new Headers({ 'set-cookie': sessionCookie('portal', session, url) });
  headers.append('set-cookie', proofCookie(null, url));
  return redirect(return_to, { status: 303, headers });
}

/** Somebody whose provider does not vouch for his address proves one by a mailed code: once, then the provider's own id is enough. */
export default function ProveAddress({ loaderData }: Route.ComponentProps) {
  const t = useTranslations('portal_access.providers.prove');
  const { provider, claimed_email, email, query } = loaderData;
  const nameOf = useProviderName();
  if (email === null) {
    return (
      <Panel title={t('title')} intro={t('intro', { provider: nameOf(provider) })}>
        <Form intent="email">
          <TextField
            name="email"
            type="email"
            label={t('email')}
            size="large"
            autoComplete="email"
            inputMode="email"
            defaultValue={claimed_email ?? ''}
            isRequired
          />
          <SubmitButton size="large" isWide>
            {t('send')}
          </SubmitButton>
        </Form>
        <a href="/portal/sign-in">{t('back')}</a>
      </Panel>
    );
  }
  return (
    <Panel title={t('code_title')} intro={t('code_intro', { email })}>
      <Form intent="code">
        <TextField
          name="code"
          label={t('code')}
          hint={t('code_hint')}
          size="large"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          isRequired
        />
        <SubmitButton size="large" isWide>
          {t('submit')}
        </SubmitButton>
      </Form>
      <p>{t('nothing_came')}</p>
      <a href={`/portal/prove-address?${query}&other`}>{t('other')}</a>
    </Panel>
  );
}
