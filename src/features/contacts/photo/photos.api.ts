import { Hono } from 'hono';
import { queryValues } from '#platform/http/form-values.ts';
import { readId } from '#platform/http/read-id.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { findPhoto } from './find-photo.ts';

/**
 * `GET /contacts/1/photo.webp?v=…&size=large`: a contact's photo. With its key in `v` it never changes, so this browser, and
 * no proxy on the way, may keep it.
 */
export const photos = new Hono<SiteEnv>().get('/contacts/:id/photo.webp', async ({ env, req }) => {
  const contact_id = readId(req.param('id'));
  const { v, size } = queryValues(new URL(req.url), ['v', 'size']);
  const bytes = await findPhoto(env.ctx, {
    contact_id,
    size: size === 'large' ? 'large' : 'small',
    ...(v !== undefined && { key: v }),
  });
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'image/webp',
      'content-disposition': 'inline; filename="photo.webp"',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox",
      'cache-control': v === undefined ? 'private, no-cache' : 'private, max-age=31536000, immutable',
      vary: 'Cookie',
    },
  });
});
