import { useTranslations } from 'use-intl';
import { useKindLabel } from '#features/outbox/mail-badge.tsx';
import { isMust } from '#platform/email/email.ts';
import { Failure } from '#platform/failure.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { languageNames } from '#platform/i18n/language-names.ts';
import { locales } from '#platform/i18n/messages.ts';
import { Badge } from '#ui/badge.tsx';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { Tabs } from '#ui/tabs.tsx';
import type { Route } from './+types/template.page.ts';
import { TemplateEditor } from './editor/template-editor.tsx';
import { findTemplate } from './find-template.ts';
import { placeholderNames } from './letter/placeholder-names.ts';
import { readTemplateKey } from './mail-template.ts';
import { readReaderId } from './read-reader-id.ts';
import { resetTemplate } from './reset-template.ts';
import { sendTemplateTest } from './send-template-test.ts';
import { updateTemplate } from './update-template.ts';

export const handle = { words: ['mail_templates', 'outbox'] };

export async function loader({ context, params }: Route.LoaderArgs) {
  const view = await findTemplate(pageContext(context), readTemplateKey(params.kind, params.language));
  const musts = Object.entries(view.placeholders).flatMap(([name, kind]) => (isMust(kind) ? [name] : []));
  return { ...view, placeholders: placeholderNames(view), musts };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const key = readTemplateKey(args.params.kind, args.params.language);
  const sent = await formValues(args, ['intent', 'kind', 'language', 'subject', 'body', 'contact_id']);
  const text = { subject: sent.subject ?? '', body: sent.body ?? '' };
  if (sent.intent === 'save') {
    await updateTemplate(ctx, { ...key, ...text });
    return { done: 'saved' as const };
  }
  if (sent.intent === 'reset') {
    await resetTemplate(ctx, key);
    return { done: 'was_reset' as const };
  }
  if (sent.intent !== 'test') throw new Failure('not_found', 'platform.not_found');
  const draft = { ...key, ...text, contact_id: readReaderId(sent.contact_id) };
  return { test: { ...(await sendTemplateTest(ctx, draft)), is_sent: ctx.sends_mail } };
}

/** One kind of mail in one language: its words, what can be filled in, and how it reads. */
export default function Template({ loaderData, actionData }: Route.ComponentProps) {
  const { kind, language, text, placeholders, musts, is_own, is_off } = loaderData;
  const t = useTranslations('mail_templates');
  const kindOf = useKindLabel();
  const done = actionData && 'done' in actionData ? actionData.done : null;
  return (
    <>
      <PageHeader
        title={kindOf(kind)}
        crumbs={[{ to: '/settings/mail-templates', label: t('title') }]}
        beside={
          <Badge tone={is_own ? 'accent' : 'neutral'} isQuiet>
            {t(is_own ? 'own' : 'shipped')}
          </Badge>
        }
        subtitle={<When kind={kind} />}
      />
      <Page layout="wide">
        <Tabs
          label={t('languages')}
          tabs={locales.map((one) => ({
            to: `/settings/mail-templates/${kind}/${one}`,
            label: languageNames[one],
            isCurrent: one === language,
          }))}
        />
        {is_off && <Notice tone="warning">{t('off_notice')}</Notice>}
        <TemplateEditor
          key={`${kind} ${language}`}
          {...{ kind, language, text, placeholders, musts, is_own }}
          done={done}
          resetDialog="reset-template"
        />
        <Dialog
          id="reset-template"
          title={t('reset_title')}
          actions={
            <>
              <Button type="button" commandfor="reset-template" command="close">
                {t('cancel')}
              </Button>
              <Form intent="reset" layout="bare">
                <SubmitButton>{t('reset')}</SubmitButton>
              </Form>
            </>
          }
        >
          <p>{t('reset_text')}</p>
        </Dialog>
      </Page>
    </>
  );
}

function When({ kind }: { kind: string }) {
  const t = useTranslations('mail_templates');
  const when = useTranslations('mail_templates.when') as unknown as (key: string) => string;
  return t('goes_out', { when: when(kind.replaceAll('.', '_')) });
}
