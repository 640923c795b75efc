import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { recordAccess } from '#features/access-records/record-access.ts';
import { isAllowed } from '#platform/context.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { AddressText } from '#ui/address-text.tsx';
import { Card } from '#ui/card.tsx';
import { CopyButton } from '#ui/copy-button.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { Moment } from '#ui/moment.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/mail.page.ts';
import { findMail } from './find-mail.ts';
import { MailBadge, useKindLabel } from './mail-badge.tsx';
import { MailFate } from './mail-fate.tsx';
import { MailParts } from './mail-parts.tsx';
import css from './outbox.module.css';

export const handle = { words: ['outbox'] };

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { part } = queryValues(new URL(request.url), ['part']);
  const { message, name, waits_for, written, are_links_hidden } = await findMail(ctx, readId(params.id));
  const { account_id: _, message_id: __, ids: ___, ...mail } = message;
  if (message.contact_id !== null) await recordAccess(ctx, { kind: 'mail_viewed', contact_id: message.contact_id });
  const link = /https?:\/\/\S+token=[\w-]{43}/.exec(written?.text ?? '')?.[0] ?? null;
  return {
    mail: { ...mail, name, waits_for },
    written: written && { subject: written.subject, text: written.text, language: written.language },
    part: part === 'text' ? ('text' as const) : ('html' as const),
    link: are_links_hidden ? null : link,
    are_links_hidden,
    can_see_bulk_action: isAllowed(ctx, 'contacts.bulk'),
  };
}

/** One mail: what became of it, and how it reads. */
export default function Mail({ loaderData }: Route.ComponentProps) {
  const { mail, written, part, link, are_links_hidden } = loaderData;
  const t = useTranslations('outbox');
  const kindOf = useKindLabel();
  const whom = mail.name ?? mail.to_address;
  return (
    <>
      <PageHeader
        title={`${kindOf(mail.kind)} · ${whom}`}
        crumbs={[{ to: '/outbox', label: t('title') }]}
        beside={<MailBadge state={mail.state} />}
      />
      <Page
        layout="record"
        side={
          <>
            <Facts {...loaderData} />
            {link && (
              <Card title={t('link')} actions={<CopyButton text={link} size="small" />}>
                <p className={css.link}>{link}</p>
                <p className={css.hint}>{t('link_hint', { name: whom })}</p>
              </Card>
            )}
            {written && are_links_hidden && <p className={css.hint}>{t('hidden')}</p>}
          </>
        }
      >
        <MailFate {...mail} />
        {written ? <MailParts id={mail.id} part={part} {...written} /> : <p>{t('pointless')}</p>}
      </Page>
    </>
  );
}

function Facts({ mail, can_see_bulk_action }: Route.ComponentProps['loaderData']) {
  const t = useTranslations('outbox');
  const { contact_id, bulk_action_id, name, to_address, try_count, created_at, sent_at, bounced_at } = mail;
  const exact = (at: Date) => <Moment at={at} as="exact" />;
  const whom = name ?? to_address;
  const entries = [
    { key: 'to', label: t('to'), value: contact_id ? <Link to={`/contacts/${contact_id}`}>{whom}</Link> : whom },
    { key: 'address', label: t('address'), value: <AddressText address={to_address} /> },
    { key: 'written', label: t('written_on'), value: exact(created_at) },
    ...(sent_at ? [{ key: 'sent', label: t('sent_on'), value: exact(sent_at) }] : []),
    ...(bounced_at ? [{ key: 'bounced', label: t('bounced_on'), value: exact(bounced_at) }] : []),
    ...(try_count > 1 ? [{ key: 'tries', label: t('tries'), value: try_count }] : []),
    ...(bulk_action_id !== null && can_see_bulk_action
      ? [
          {
            key: 'bulk',
            label: t('part_of'),
            value: <Link to={`/bulk-actions/${bulk_action_id}`}>{t('bulk_action')}</Link>,
          },
        ]
      : []),
  ];
  return <KeyValueList entries={entries} />;
}
