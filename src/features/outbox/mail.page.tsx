import { useTranslations } from 'use-intl';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Card } from '#ui/card.tsx';
import { CopyButton } from '#ui/copy-button.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { Moment } from '#ui/moment.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/mail.page.ts';
import { findMail } from './find-mail.ts';
import { MailBadge, useKindLabel } from './mail-badge.tsx';
import css from './outbox.module.css';

/** Reasons that Maru gives itself; anything else is what the mail server said. */
const ownReasons = ['too_late', 'pointless', 'unwritten', 'interrupted'] as const;

export async function loader({ context, params }: Route.LoaderArgs) {
  const { message, written, are_links_hidden } = await findMail(pageContext(context), readId(params.id));
  const { id, kind, to_address, state, try_count, send_after, sent_at, last_error } = message;
  const link = /https?:\/\/\S+token=[\w-]{43}/.exec(written?.text ?? '')?.[0] ?? null;
  return {
    mail: { id, kind, to_address, state, try_count, send_after, sent_at, last_error },
    subject: written?.subject ?? null,
    link: are_links_hidden ? null : link,
    are_links_hidden,
  };
}

/** One mail: what became of it, and how it reads. */
export default function Mail({ loaderData: { mail, subject, link, are_links_hidden } }: Route.ComponentProps) {
  const t = useTranslations('outbox');
  const kindOf = useKindLabel();
  const own = ownReasons.find((reason) => reason === mail.last_error);
  const entries = [
    { key: 'to', label: t('to'), value: mail.to_address },
    { key: 'kind', label: t('kind'), value: kindOf(mail.kind) },
    { key: 'tries', label: t('tries'), value: mail.try_count },
    ...(mail.sent_at ? [{ key: 'sent', label: t('sent_on'), value: <Moment at={mail.sent_at} as="exact" /> }] : []),
    ...(mail.state === 'waiting' && mail.try_count > 0
      ? [{ key: 'next', label: t('next_try'), value: <Moment at={mail.send_after} as="exact" /> }]
      : []),
    ...(mail.last_error
      ? [{ key: 'reason', label: t('reason'), value: own ? t(`reasons.${own}`) : mail.last_error }]
      : []),
  ];
  return (
    <>
      <PageHeader
        title={subject ?? kindOf(mail.kind)}
        crumbs={[{ to: '/outbox', label: t('title') }]}
        beside={<MailBadge state={mail.state} />}
      />
      <Page
        layout="record"
        side={
          <>
            <KeyValueList entries={entries} />
            {link && (
              <Card title={t('link')} actions={<CopyButton text={link} size="small" />}>
                <p className={css.link}>{link}</p>
              </Card>
            )}
            {subject !== null && are_links_hidden && <p className={css.hint}>{t('hidden')}</p>}
          </>
        }
      >
        {subject === null ? (
          <p>{t('pointless')}</p>
        ) : (
          <iframe className={css.mail} title={t('message')} src={`/outbox/${mail.id}/html`} sandbox="" />
        )}
      </Page>
    </>
  );
}
