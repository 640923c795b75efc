import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { recordFormValues } from '#platform/http/record-form-values.ts';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/provider-new.page.ts';
import { createProvider } from './create-provider.ts';
import { ProviderForm, ProviderSteps } from './provider-form.tsx';
import { providerGuide } from './provider-guide.ts';
import css from './provider-list.module.css';
import { fieldsOf, type ProviderKind, providerKinds } from './sign-in-provider.ts';

export const handle = { words: ['sign_in_providers'] };

export function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'settings.edit');
  const kind = kindOf(params.kind);
  return { kind, guide: providerGuide(ctx, kind) };
}

export async function action(args: Route.ActionArgs) {
  const kind = kindOf(args.params.kind);
  const { custom_fields: _, ...given } = await recordFormValues(args, { builtIn: fieldsOf(kind), custom: [] });
  const { id } = await createProvider(pageContext(args.context), { kind, given: given as Record<string, string> });
  return redirect(`/settings/sign-in-providers/${id}?created`);
}

function kindOf(text: string): ProviderKind {
  const kind = providerKinds.find((one) => one === text);
  if (!kind) throw new Failure('not_found', 'platform.not_found');
  return kind;
}

/** Setting up a provider: where its console is, and what it gives there. */
export default function NewProvider({ loaderData: { kind, guide } }: Route.ComponentProps) {
  const t = useTranslations('sign_in_providers');
  return (
    <>
      <PageHeader title={t(`kinds.${kind}`)} crumbs={[{ to: '/settings/sign-in-providers', label: t('title') }]} />
      <Page>
        <div className={css.column}>
          <ProviderSteps guide={guide} address={null} />
          <ProviderForm kind={kind} guide={guide} />
        </div>
      </Page>
    </>
  );
}
