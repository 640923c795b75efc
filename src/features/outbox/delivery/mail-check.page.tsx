import { useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/mail-check.page.ts';
import { checkDelivery } from './check-delivery.ts';
import { createDkimKey } from './create-dkim-key.ts';
import { deleteDkimKey } from './delete-dkim-key.ts';
import { findDkimKey } from './find-dkim-key.ts';
import css from './mail-check.module.css';
import { RecordCard } from './record-card.tsx';
import { sendDeliveryTest } from './send-delivery-test.ts';
import { SigningCard } from './signing-card.tsx';

export const handle = { words: ['mail_check', 'accounts'] };

export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'settings.edit');
  return { check: await checkDelivery(ctx) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { intent, private_key, selector } = await formValues(args, ['intent', 'private_key', 'selector']);
  if (intent === 'test') return { sent: await sendDeliveryTest(ctx) };
  if (intent === 'make_key') await createDkimKey(ctx);
  if (intent === 'keep_key')
    await createDkimKey(ctx, { ...(private_key && { private_key }), ...(selector && { selector }) });
  if (intent === 'remove_key') await deleteDkimKey(ctx);
  if (intent === 'look') await findDkimKey(ctx);
  return { sent: null };
}

/** What receivers find when they ask whether our mail is ours, the records to add, and a test. */
export default function MailCheck({ loaderData: { check }, actionData }: Route.ComponentProps) {
  const t = useTranslations('mail_check');
  const accounts = useTranslations('accounts');
  const { from_address, domain, smtp_host, spf, dmarc } = check;
  const sent = actionData && 'sent' in actionData ? actionData.sent : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        crumbs={[{ to: '/settings/portal', label: accounts('portal_settings.title') }]}
        subtitle={t('subtitle')}
        actions={
          <Form intent="look" layout="bare">
            <SubmitButton kind="default" icon="refresh">
              {t('again')}
            </SubmitButton>
          </Form>
        }
      />
      <Page>
        <div className={css.column}>
          <KeyValueList
            entries={[
              { key: 'sender', label: t('sender'), value: from_address ?? t('none') },
              { key: 'server', label: t('server'), value: smtp_host ?? t('none') },
            ]}
          />
          {domain === null ? (
            <Notice tone="warning" title={t('no_sender')}>
              {t('no_sender_hint')}
            </Notice>
          ) : (
            <>
              {spf && <RecordCard record="spf" name={domain} finding={spf} />}
              <SigningCard check={check} />
              {dmarc && <RecordCard record="dmarc" name={`_dmarc.${domain}`} finding={dmarc} />}
            </>
          )}
          <Card title={t('test.title')}>
            {sent && (
              <Notice tone="success" isNews>
                {t('test.sent', { to_address: sent.to_address })}
              </Notice>
            )}
            <Form intent="test">
              <p>{t('test.text')}</p>
              <FormActions>
                <SubmitButton kind="default" icon="mail">
                  {t('test.send')}
                </SubmitButton>
              </FormActions>
            </Form>
          </Card>
        </div>
      </Page>
    </>
  );
}
