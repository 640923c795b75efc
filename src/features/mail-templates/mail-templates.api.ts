import { Hono } from 'hono';
import { bodyFailure } from '#platform/http/limit-body.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import type { PreviewAnswer } from './editor/preview-answer.ts';
import { readTemplateKey } from './mail-template.ts';
import { previewTemplate } from './preview-template.ts';
import { readReaderId } from './read-reader-id.ts';

/** A mail may be framed by our own page and styles itself; it runs nothing, loads nothing and leads nowhere. */
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'self'; sandbox";

/**
 * `POST /settings/mail-templates/preview`: a draft (`kind`, `language`, `subject`, `body`) as a contact (`contact_id`, none for an
 * example) would get it. With `part=html` that part as a page for a frame, otherwise subject, text part and problems as JSON.
 * Writes nothing.
 */
export const mailTemplatesApi = new Hono<SiteEnv>().post('/settings/mail-templates/preview', async (c) => {
  const { ctx } = c.env;
  const sent = await c.req.parseBody().catch((thrown: unknown) => {
    throw bodyFailure(thrown);
  });
  const text = (name: string) => (typeof sent[name] === 'string' ? sent[name].replaceAll('\r\n', '\n') : '');
  const { mail, problems } = await previewTemplate(ctx, {
    ...readTemplateKey(text('kind'), text('language')),
    subject: text('subject'),
    body: text('body'),
    contact_id: readReaderId(text('contact_id')),
  });
  if (text('part') === 'html') {
    return c.body(mail?.html ?? '', 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': mailPolicy,
      'x-frame-options': 'SAMEORIGIN',
    });
  }
  const answer: PreviewAnswer = {
    mail: mail && { subject: mail.subject, text: mail.text },
    problems: problems.map(({ field, code, values = {} }) => ({
      field: field === 'subject' ? 'subject' : 'body',
      sentence: failureSentence(ctx.t, code, values),
      line: typeof values.line === 'number' ? values.line : null,
      column: typeof values.column === 'number' ? values.column : null,
    })),
  };
  return c.json(answer);
});
