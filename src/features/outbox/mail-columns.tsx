import { useTranslations } from 'use-intl';
import { Moment } from '#ui/moment.tsx';
import type { Column } from '#ui/table.tsx';
import type { MailPage } from './list-mail.ts';
import { MailBadge, useKindLabel } from './mail-badge.tsx';
import { useReason } from './mail-fate.tsx';
import css from './outbox.module.css';

type Row = MailPage['mails'][number];

/** The columns of the outbox, whom a mail is for first. */
export function useMailColumns(): [Column<Row>, ...Column<Row>[]] {
  const t = useTranslations('outbox');
  const kindOf = useKindLabel();
  const reasonOf = useReason();
  const bounces = useTranslations('invitations.bounces');
  return [
    { key: 'to', header: t('to'), cell: ({ name, to_address }) => name ?? to_address },
    { key: 'address', header: t('address'), cell: ({ to_address }) => to_address, isHiddenOnPhone: true },
    { key: 'kind', header: t('kind'), cell: ({ kind }) => kindOf(kind) },
    {
      key: 'state',
      header: t('state'),
      cell: ({ state, last_error, bounce_reason }) => (
        <span className={css.state}>
          <MailBadge state={state} />
          {last_error && (
            <span className={css.reason} title={last_error}>
              {bounce_reason ? bounces(bounce_reason) : reasonOf(last_error)}
            </span>
          )}
        </span>
      ),
      width: 'wide',
    },
    { key: 'when', header: t('when'), cell: (mail) => <When {...mail} />, width: 'narrow' },
  ];
}

/** When it went out, will be tried again, or else was written. */
function When({ state, sent_at, try_count, send_after, created_at }: Row) {
  const t = useTranslations('outbox');
  if (state !== 'waiting' || try_count === 0) return <Moment at={sent_at ?? created_at} />;
  return <span>{t.rich('tried_again', { at: () => <Moment at={send_after} /> })}</span>;
}
