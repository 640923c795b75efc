import type { Context } from '#platform/context.ts';

/** Mails of the outbox, each with the name of the contact or agent it is for; null for one who is gone. */
export function mailsWithNames(db: Context['db']) {
  return db
    .selectFrom('mail_message')
    .leftJoin('contact', (join) =>
      join
        .onRef('contact.account_id', '=', 'mail_message.account_id')
        .onRef('contact.id', '=', 'mail_message.contact_id'),
    )
    .leftJoin('agent', (join) =>
      join.onRef('agent.account_id', '=', 'mail_message.account_id').onRef('agent.id', '=', 'mail_message.agent_id'),
    )
    .selectAll('mail_message')
    .select((row) => row.fn.coalesce('contact.name', 'agent.name').as('name'));
}
