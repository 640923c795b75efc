import { useTranslations } from 'use-intl';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { Panel } from '#ui/panel.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/forgotten.page.ts';
import { sendAgentReset } from './send-agent-reset.ts';

export async function action(args: Route.ActionArgs) {
  const { email = '' } = await formValues(args, ['email']);
  await sendAgentReset(pageContext(args.context), { email });
  return { is_done: true };
}

export default function Forgotten({ actionData }: Route.ComponentProps) {
  const t = useTranslations('agents.forgotten');
  const isDone = actionData !== undefined && 'is_done' in actionData;
  return (
    <Panel title={t('title')} intro={isDone ? undefined : t('intro')}>
      {isDone ? (
        <Notice tone="success" title={t('done_title')}>
          {t('done')}
        </Notice>
      ) : (
        <Form>
          <TextField
            name="email"
            type="email"
            label={t('email')}
            size="large"
            autoComplete="username"
            autoFocus
            isRequired
          />
          <SubmitButton size="large" isWide>
            {t('submit')}
          </SubmitButton>
        </Form>
      )}
      <a href="/sign-in">{t('back')}</a>
    </Panel>
  );
}
