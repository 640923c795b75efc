import { Hono } from 'hono';
import { isLocale } from '#platform/i18n/messages.ts';
import { writeCookie } from './cookies.ts';
import type { SiteEnv } from './request-context.ts';
import { safeReturnPath } from './safe-return-path.ts';

const year = 31_536_000;

/**
 * `POST /preferences`: remembers the language and theme chosen in this browser (`locale`, `theme`; `system` forgets the
 * theme) and leads back to `return_to`. A signed-in person's own language, kept elsewhere, still goes first.
 */
export const preferences = new Hono<SiteEnv>().post('/preferences', async (c) => {
  const { locale, theme, return_to } = await c.req.parseBody();
  const isSecure = c.env.arrival.url.protocol === 'https:';
  if (isLocale(locale)) {
    c.header('set-cookie', writeCookie('locale', locale, { isSecure, max_age: year }), { append: true });
  }
  if (theme === 'light' || theme === 'dark' || theme === 'system') {
    const max_age = theme === 'system' ? 0 : year;
    c.header('set-cookie', writeCookie('theme', theme, { isSecure, max_age }), { append: true });
  }
  return c.redirect(safeReturnPath(typeof return_to === 'string' ? return_to : null), 303);
});
