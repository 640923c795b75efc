import { Hono } from 'hono';
import { findAccount } from '#features/accounts/find-account.ts';
import { Failure } from '#platform/failure.ts';
import { queryValues } from '#platform/http/form-values.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { findLogo } from './find-logo.ts';
import { portalSheet } from './portal-sheet.ts';

const kept = 'public, max-age=31536000, immutable';

/**
 * `GET /portal/logo.png?v=…` and `GET /portal/look.css?v=…`: the account's logo, and its colour for the portal's pages, to
 * anybody. With the version it has now each never changes, so browsers may keep it.
 */
export const lookApi = new Hono<SiteEnv>()
  .get('/portal/logo.png', async (c) => {
    const logo = await findLogo(c.env.ctx);
    if (!logo) throw new Failure('not_found', 'platform.not_found');
    return c.body(new Uint8Array(logo.png), 200, {
      'content-type': 'image/png',
      'content-disposition': 'inline; filename="logo.png"',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox",
      'cache-control': versionOf(c.req.url) === logo.key ? kept : 'no-cache',
    });
  })
  .get('/portal/look.css', async (c) => {
    const { accent_color } = await findAccount(c.env.ctx);
    if (!accent_color) throw new Failure('not_found', 'platform.not_found');
    return c.body(portalSheet(accent_color), 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': `#${versionOf(c.req.url)}` === accent_color ? kept : 'no-cache',
    });
  });

function versionOf(url: string): string | undefined {
  return queryValues(new URL(url), ['v']).v;
}
