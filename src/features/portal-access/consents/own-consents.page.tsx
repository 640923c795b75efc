import { redirect } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import portal from '#features/portal-access/portal.module.css';
import { isLooking } from '#platform/context.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { safeReturnPath } from '#platform/http/safe-return-path.ts';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/own-consents.page.ts';
import { consentBox, isOwed, type OwnConsent } from './consent.ts';
import { ConsentFields, wordsIn } from './consent-fields.tsx';
import css from './consents.module.css';
import { findOwnConsents } from './find-own-consents.ts';
import { giveConsents } from './give-consents.ts';
import { tickedConsents } from './ticked-consents.ts';
import { withdrawConsent } from './withdraw-consent.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { privacy_policy_url, terms_url } = await findAccount(ctx);
  return {
    consents: await findOwnConsents(ctx),
    policies: { privacy_policy_url, terms_url },
    is_saved: new URL(request.url).searchParams.has('saved'),
    can_write: !isLooking(ctx.caller),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const consents = await findOwnConsents(ctx);
  const { ticked, values } = await tickedConsents(args, consents, ['intent', 'id']);
  if (values.intent === 'withdraw') {
    await withdrawConsent(ctx, { id: readId(values.id) });
    return redirect('/portal/consents?saved', { status: 303 });
  }
  await giveConsents(ctx, { ticked });
  const wanted = safeReturnPath(new URL(args.request.url).searchParams.get('return_to'), '/portal/consents?saved');
  const isOurs = /^\/portal([/?]|$)/.test(wanted);
  return redirect(isOurs ? wanted : '/portal/consents?saved', { status: 303 });
}

/** What a customer has agreed to and may withdraw, and what he is asked to agree to before he goes on. */
export default function OwnConsents({ loaderData: { consents, policies, is_saved, can_write } }: Route.ComponentProps) {
  const t = useTranslations('portal_access.consents');
  const locale = useLocale();
  const given = consents.filter(({ is_current }) => is_current);
  const open = consents.filter(({ is_current }) => !is_current);
  const labels = Object.fromEntries(open.map((consent) => [consentBox(consent), wordsIn(consent.labels, locale)]));
  return (
    <div className={portal.page}>
      <title>{t('title')}</title>
      <h1>{t('title')}</h1>
      {is_saved && <Notice tone="success">{t('saved')}</Notice>}
      {open.length > 0 && can_write && (
        <Card title={t(open.some(isOwed) ? 'asked' : 'more')}>
          {open.some(isOwed) && <p>{t('asked_hint')}</p>}
          <Form intent="give" labels={labels}>
            <ConsentFields consents={open} policies={policies} />
            <FormActions>
              <SubmitButton size="large">{t('give')}</SubmitButton>
            </FormActions>
          </Form>
        </Card>
      )}
      {given.length > 0 && (
        <Card title={t('given')}>
          <ul className={css.own}>
            {given.map((consent) => (
              <Given key={consent.id} consent={consent} canWrite={can_write} />
            ))}
          </ul>
        </Card>
      )}
      {consents.length === 0 && <p>{t('none')}</p>}
      {!open.some(isOwed) && <a href="/portal/profile">{t('back')}</a>}
    </div>
  );
}

function Given({ consent, canWrite }: { consent: OwnConsent; canWrite: boolean }) {
  const t = useTranslations('portal_access.consents');
  const label = wordsIn(consent.labels, useLocale());
  return (
    <li>
      <div>
        <div>{label}</div>
        <p>
          {t(consent.is_required ? 'required' : 'optional')} ·{' '}
          {t.rich('given_at', { at: () => consent.given_at && <Moment at={consent.given_at} as="exact" /> })}
        </p>
      </div>
      {!consent.is_required && canWrite && (
        <Form intent="withdraw" layout="bare">
          <input type="hidden" name="id" value={consent.id} />
          <SubmitButton kind="default" aria-label={`${t('withdraw')}: ${label}`}>
            {t('withdraw')}
          </SubmitButton>
        </Form>
      )}
    </li>
  );
}
