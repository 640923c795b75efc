import type { Account } from '#features/accounts/account.ts';

export type Points = Pick<Account, 'support_email' | 'support_phone' | 'support_url'>;

/** Where the account can be reached without the portal; nothing where it has given nothing. */
export function ContactPoints({ support_email, support_phone, support_url }: Points) {
  return (
    <>
      {support_email && <a href={`mailto:${support_email}`}>{support_email}</a>}
      {support_phone && <a href={`tel:${support_phone.replace(/[^\d+]/g, '')}`}>{support_phone}</a>}
      {support_url && <a href={support_url}>{support_url.replace(/^https?:\/\//, '').replace(/\/$/, '')}</a>}
    </>
  );
}
