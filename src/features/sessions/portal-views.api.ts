import { Hono } from 'hono';
import { readId } from '#platform/http/read-id.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { endPortalView } from './end-portal-view.ts';
import { portalViewCookie } from './portal-view-cookie.ts';
import { startPortalView } from './start-portal-view.ts';

/**
 * `POST /contacts/1/portal-view`: shows the portal as a contact sees it. `POST /contacts/1/portal-view/end`: back to his page.
 */
export const portalViews = new Hono<SiteEnv>();

portalViews.post('/contacts/:id/portal-view', async (c) => {
  const { ctx, arrival } = c.env;
  const view = await startPortalView(ctx, { contact_id: readId(c.req.param('id')) });
  c.header('set-cookie', portalViewCookie(view, arrival.url));
  return c.redirect('/portal', 303);
});

portalViews.post('/contacts/:id/portal-view/end', async (c) => {
  const { ctx, arrival } = c.env;
  await endPortalView(ctx);
  c.header('set-cookie', portalViewCookie(null, arrival.url));
  return c.redirect(`/contacts/${readId(c.req.param('id'))}`, 303);
});
