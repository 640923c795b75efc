import { Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Badge } from '#ui/badge.tsx';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/provider-list.page.ts';
import { listProviders } from './find-provider.ts';
import { moveProvider } from './move-provider.ts';
import css from './provider-list.module.css';
import { ProviderMark } from './provider-mark.tsx';
import { requireAgentProvider } from './require-agent-provider.ts';
import { providerKinds, type SignInProvider } from './sign-in-provider.ts';
import { useProviderName } from './use-provider-name.ts';

export const handle = { words: ['sign_in_providers'] };

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const providers = await listProviders(ctx);
  const { is_agent_provider_required } = await findAccount(ctx);
  const { searchParams } = new URL(request.url);
  return {
    providers: providers.map(({ id, kind, name, client_id, is_for_contacts, is_for_agents }) => ({
      ...{ id, kind, name, client_id, is_for_contacts, is_for_agents },
    })),
    is_agent_provider_required,
    required_hint: ctx.t('sign_in_providers.guides.required'),
    news: (['deleted', 'saved'] as const).find((one) => searchParams.has(one)) ?? null,
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { intent, moved = '', is_required } = await formValues(args, ['intent', 'moved', 'is_required']);
  if (intent === 'required') {
    await requireAgentProvider(ctx, { is_required: is_required !== undefined });
    return redirect('/settings/sign-in-providers?saved');
  }
  const [id, by] = moved.split(':');
  await moveProvider(ctx, { id: readId(id), by: by === 'up' ? -1 : 1 });
  return redirect('/settings/sign-in-providers');
}

/** With whom customers and agents may sign in, in the order of the buttons. */
export default function ProviderList({ loaderData }: Route.ComponentProps) {
  const { providers, is_agent_provider_required, required_hint, news } = loaderData;
  const t = useTranslations('sign_in_providers');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Page>
        {news && (
          <Notice tone="success" isNews>
            {t(`news.${news}`)}
          </Notice>
        )}
        <Card title={t('list')}>
          {providers.length === 0 ? <p>{t('none')}</p> : <Providers providers={providers} />}
        </Card>
        <Card title={t('add')}>
          <ul className={css.kinds}>
            {providerKinds.map((kind) => (
              <li key={kind}>
                <Link to={`/settings/sign-in-providers/new/${kind}`}>
                  <ProviderMark kind={kind} />
                  {t(`kinds.${kind}`)}
                </Link>
              </li>
            ))}
          </ul>
        </Card>
        {providers.some(({ is_for_agents }) => is_for_agents) && (
          <Card title={t('agents')}>
            <Form intent="required">
              <Checkbox
                name="is_required"
                label={t('required')}
                hint={required_hint}
                defaultChecked={is_agent_provider_required}
              />
              <FormActions>
                <SubmitButton kind="default">{t('save')}</SubmitButton>
              </FormActions>
            </Form>
          </Card>
        )}
      </Page>
    </>
  );
}

type Shown = Pick<SignInProvider, 'id' | 'kind' | 'name' | 'client_id' | 'is_for_contacts' | 'is_for_agents'>;

function Providers({ providers }: { providers: readonly Shown[] }) {
  const t = useTranslations('sign_in_providers');
  const nameOf = useProviderName();
  return (
    <Form intent="move" layout="bare">
      <ol className={css.list} aria-label={t('list')}>
        {providers.map((provider, at) => {
          const { id, kind, client_id, is_for_contacts, is_for_agents } = provider;
          const name = nameOf(provider);
          return (
            <li key={id}>
              <ProviderMark kind={kind} />
              <div className={css.name}>
                <Link to={`/settings/sign-in-providers/${id}`}>{name}</Link>
                <code>{client_id}</code>
              </div>
              <div className={css.switches}>
                {is_for_contacts && <Badge tone="success">{t('contacts')}</Badge>}
                {is_for_agents && <Badge tone="success">{t('agents')}</Badge>}
                {!is_for_contacts && !is_for_agents && <Badge>{t('off')}</Badge>}
              </div>
              <div className={css.acts}>
                <Button
                  {...{ name: 'moved', value: `${id}:up`, size: 'small', kind: 'quiet', icon: 'arrowUp' }}
                  aria-label={t('move_up', { name })}
                  disabled={at === 0}
                />
                <Button
                  {...{ name: 'moved', value: `${id}:down`, size: 'small', kind: 'quiet', icon: 'arrowDown' }}
                  aria-label={t('move_down', { name })}
                  disabled={at === providers.length - 1}
                />
              </div>
            </li>
          );
        })}
      </ol>
    </Form>
  );
}
