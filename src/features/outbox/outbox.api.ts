import { Hono } from 'hono';
import { withLogo } from '#features/mail-templates/look/logo.ts';
import { Failure } from '#platform/failure.ts';
import { readId } from '#platform/http/read-id.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { findMail } from './find-mail.ts';

/** A mail may be framed by our own page and styles itself; it runs nothing, loads nothing and leads nowhere. */
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'self'; sandbox";

/** `GET /outbox/:id/html`: the HTML part of a mail as it would be sent now, for the frame on its page. */
export const outboxApi = new Hono<SiteEnv>().get('/outbox/:id/html', async (c) => {
  const { written } = await findMail(c.env.ctx, readId(c.req.param('id')));
  if (!written) throw new Failure('not_found', 'platform.not_found');
  return c.body(withLogo(written.html, written.pictures?.[0]?.png_base64), 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': mailPolicy,
    'x-frame-options': 'SAMEORIGIN',
  });
});
