import type { Account } from '#features/accounts/account.ts';
import { logoPath } from './logo.ts';

/** What the portal's layout needs to look like the account: where its logo and the sheet with its colour lie. */
export function portalLook({ logo_key, accent_color }: Pick<Account, 'logo_key' | 'accent_color'>) {
  const sheetUrl = accent_color && `/portal/look.css?v=${accent_color.slice(1)}`;
  return { logoUrl: logoPath(logo_key), sheetUrl };
}
