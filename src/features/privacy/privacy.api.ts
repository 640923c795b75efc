import { Hono } from 'hono';
import { readId } from '#platform/http/read-id.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { writeCertificate } from './write-certificate.ts';
import { writePersonJson, writePersonPdf } from './write-person.ts';

/** What of privacy is downloaded. */
export const privacyApi = new Hono<SiteEnv>();

/** `GET /settings/erasures/1/certificate.pdf`: in the reader's language. */
privacyApi.get('/settings/erasures/:id/certificate.pdf', async ({ env, req }) => {
  return download(await writeCertificate(env.ctx, { id: readId(req.param('id')) }), 'application/pdf');
});

/** `POST /contacts/1/person.pdf`: all that is held about a contact. By POST, since it is written down who takes it away. */
privacyApi.post('/contacts/:id/person.pdf', async ({ env, req }) => {
  return download(await writePersonPdf(env.ctx, { contact_id: readId(req.param('id')) }), 'application/pdf');
});

/** `POST /contacts/1/person.json`: the same for programs. */
privacyApi.post('/contacts/:id/person.json', async ({ env, req }) => {
  const file = await writePersonJson(env.ctx, { contact_id: readId(req.param('id')) });
  return download(file, 'application/json; charset=utf-8');
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
