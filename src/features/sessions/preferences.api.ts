import { Hono } from 'hono';
import { updateOwnAgentLanguage } from '#features/agents/update-own-agent-language.ts';
import { updateOwnContactLanguage } from '#features/contacts/update-own-contact-language.ts';
import type { Context } from '#platform/context.ts';
import { writeCookie } from '#platform/http/cookies.ts';
import { bodyFailure } from '#platform/http/limit-body.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { safeReturnPath } from '#platform/http/safe-return-path.ts';
import { isLocale, type Locale } from '#platform/i18n/messages.ts';

const year = 31_536_000;

/**
 * `POST /preferences` and, at the customers' door, `/portal/preferences`: remembers the language, theme and
 * density of lists chosen here (`locale`, `theme`, `density`; `system` and `standard` forget them) in this browser, the language also with who is signed in, and leads back to `return_to`.
 */
export const preferences = new Hono<SiteEnv>().on('POST', ['/preferences', '/portal/preferences'], async (c) => {
  const { locale, theme, density, return_to } = await c.req.parseBody().catch((thrown: unknown) => {
    throw bodyFailure(thrown);
  });
  const isSecure = c.env.arrival.url.protocol === 'https:';
  if (isLocale(locale)) {
    await rememberLanguage(c.env.ctx, locale);
    c.header('set-cookie', writeCookie('locale', locale, { isSecure, max_age: year }), { append: true });
  }
  if (theme === 'light' || theme === 'dark' || theme === 'system') {
    const max_age = theme === 'system' ? 0 : year;
    c.header('set-cookie', writeCookie('theme', theme, { isSecure, max_age }), { append: true });
  }
  if (density === 'compact' || density === 'comfortable' || density === 'standard') {
    const max_age = density === 'standard' ? 0 : year;
    c.header('set-cookie', writeCookie('density', density, { isSecure, max_age }), { append: true });
  }
  return c.redirect(safeReturnPath(typeof return_to === 'string' ? return_to : null), 303);
});

async function rememberLanguage(ctx: Context, language: Locale): Promise<void> {
  if (ctx.caller.kind === 'agent') await updateOwnAgentLanguage(ctx, { language });
  if (ctx.caller.kind === 'contact') await updateOwnContactLanguage(ctx, { language });
}
