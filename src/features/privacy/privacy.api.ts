import { Hono } from 'hono';
import { readId } from '#platform/http/read-id.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { writeCertificate } from './write-certificate.ts';

/** What of privacy is downloaded. */
export const privacyApi = new Hono<SiteEnv>();

/** `GET /settings/erasures/1/certificate.pdf`: in the reader's language. */
privacyApi.get('/settings/erasures/:id/certificate.pdf', async ({ env, req }) => {
  return download(await writeCertificate(env.ctx, { id: readId(req.param('id')) }), 'application/pdf');
});

function download({ name, bytes }: { name: string; bytes: Uint8Array | string }, content_type: string): Response {
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': content_type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    },
  });
}
