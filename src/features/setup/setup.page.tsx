import { redirectDocument } from 'react-router';
import { useTranslations } from 'use-intl';
import { placeChoices } from '#features/accounts/place-choices.ts';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { Failure } from '#platform/failure.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { languageChoices } from '#platform/i18n/language-names.ts';
import { Form } from '#ui/form.tsx';
import { Panel } from '#ui/panel.tsx';
import { PortalLayout } from '#ui/portal-layout.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/setup.page.ts';
import { allowSetup } from './allow-setup.ts';
import { createAccountWithOwner } from './create-account-with-owner.ts';
import { guessPlace } from './guess-place.ts';
import { GuessedZone } from './guessed-zone.tsx';
import css from './setup.module.css';

export const handle = { words: ['accounts', 'setup'] };

const fields = [
  ...(['name', 'language', 'country', 'time_zone', 'public_url'] as const),
  ...(['admin_name', 'admin_email', 'admin_password'] as const),
];

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { token } = params;
  try {
    await allowSetup(ctx, token ?? '');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.kind === 'conflict') throw redirectDocument('/');
    return { is_open: false as const, had_link: token !== undefined };
  }
  const { locale } = ctx.caller;
  const asked = request.headers.get('accept-language')?.split(',')[0]?.split(';')[0];
  const place = { ...guessPlace({ locale: asked ?? locale }), language: locale };
  const choices = placeChoices(locale, ctx.clock.now());
  return { is_open: true as const, place, choices, public_url: new URL(request.url).origin };
}

export async function action(args: Route.ActionArgs) {
  const given = await formValues(args, fields);
  const complete = Object.fromEntries(fields.map((name) => [name, given[name] ?? ''])) as Record<
    (typeof fields)[number],
    string
  >;
  const ctx = pageContext(args.context);
  const { session } = await createAccountWithOwner(ctx, { ...complete, token: args.params.token ?? '' });
  const headers = { 'set-cookie': sessionCookie('console', session, new URL(args.request.url)) };
  return redirectDocument('/', { status: 303, headers });
}

/** The first page of an installation: one form, and the help desk stands. */
export default function Setup({ loaderData }: Route.ComponentProps) {
  const t = useTranslations('setup');
  const account = useTranslations('accounts.fields');
  if (!loaderData.is_open) {
    return (
      <PortalLayout accountName="Maru" homeTo="/set-up" width="task">
        <Panel title={t('closed.title')} intro={t(loaderData.had_link ? 'closed.wrong' : 'closed.intro')}>
          <pre className={css.example}>{t('closed.example')}</pre>
          <p>{t('closed.lost')}</p>
        </Panel>
      </PortalLayout>
    );
  }
  const { place, choices, public_url } = loaderData;
  return (
    <PortalLayout accountName="Maru" homeTo="" width="task">
      <Panel title={t('title')} intro={t('intro')}>
        <Form>
          <h2 className={css.part}>{t('account')}</h2>
          <TextField name="name" label={account('name')} hint={t('name_hint')} autoFocus isRequired />
          <div className={css.pair}>
            <SelectField
              name="language"
              label={account('language')}
              defaultValue={place.language}
              choices={languageChoices}
            />
            <SelectField
              name="country"
              label={account('country')}
              defaultValue={place.country}
              choices={choices.countries}
            />
          </div>
          <GuessedZone label={account('time_zone')} guess={place.time_zone} choices={choices.time_zones} />
          <TextField
            name="public_url"
            type="url"
            label={account('public_url')}
            hint={t('public_url_hint')}
            defaultValue={public_url}
            isRequired
          />
          <h2 className={css.part}>{t('admin')}</h2>
          <TextField name="admin_name" label={t('admin_name')} autoComplete="name" isRequired />
          <TextField name="admin_email" type="email" label={t('admin_email')} autoComplete="username" isRequired />
          <TextField
            name="admin_password"
            type="password"
            label={t('admin_password')}
            hint={t('password_hint')}
            autoComplete="new-password"
            isRequired
          />
          <SubmitButton size="large" isWide>
            {t('submit')}
          </SubmitButton>
        </Form>
      </Panel>
    </PortalLayout>
  );
}
