import { useTranslations } from 'use-intl';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { BackLink } from './back-link.tsx';
import { ExampleMail } from './example-mail.tsx';
import { type CarriedFields, HiddenFields } from './hidden-fields.tsx';
import { MailLanguages } from './mail-languages.tsx';
import type { InvitationsPreview } from './preview-invitations.ts';

interface Props {
  preview: InvitationsPreview;
  fields: CarriedFields;
  backTo: string;
}

/** What a bulk invitation would do, before anything is sent; one button. */
export function InvitePreview({ preview, fields, backTo }: Props) {
  const t = useTranslations('bulk_actions');
  const { mail_count, total_count, example, finishes_at, is_mail_to_customers_on } = preview;
  return (
    <>
      {mail_count > 0 && !is_mail_to_customers_on && (
        <Notice tone="warning" title={t('mail_is_off')}>
          {t('mail_is_off_hint')}
        </Notice>
      )}
      <Card title={t('gets', { count: mail_count })}>
        <MailLanguages languages={preview.languages} />
        {finishes_at && <p>{t.rich('would_finish', { at: () => <Moment at={finishes_at} as="exact" /> })}</p>}
        <Form>
          <HiddenFields fields={fields} />
          <p>
            {mail_count === 0 ? t('none_to_invite') : t(total_count > 1 ? 'nothing_sent_yet' : 'nothing_sent_yet_one')}
          </p>
          <FormActions>
            {mail_count > 0 && <SubmitButton icon="mail">{t('send', { count: mail_count })}</SubmitButton>}
            <BackLink to={backTo} />
          </FormActions>
        </Form>
      </Card>
      {example && <ExampleMail mail={example} />}
    </>
  );
}
