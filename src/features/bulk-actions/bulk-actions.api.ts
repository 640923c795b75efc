import { Hono } from 'hono';
import { findCallerAgain } from '#features/sessions/find-caller-again.ts';
import { eventStream } from '#platform/http/event-stream.ts';
import { readId } from '#platform/http/read-id.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { type FoundBulkAction, findBulkAction } from './find-bulk-action.ts';

/** How often a stream looks, in milliseconds. */
const everyMs = 1_000;

/**
 * `GET /bulk-actions/:id/progress`: the bulk action as its page shows it, as a `progress` event whenever it has changed,
 * and `done` when nothing more will. Ends within a second of the session it was asked with (C03).
 */
export const bulkActionsApi = new Hono<SiteEnv>().get('/bulk-actions/:id/progress', async (c) => {
  const { ctx, arrival, closing } = c.env;
  const id = readId(c.req.param('id'));
  await findBulkAction(ctx, { id });
  return eventStream({ request: arrival.request, closing }, ({ send, close }) => {
    let last = '';
    const look = async () => {
      const found = await findBulkAction(await findCallerAgain(ctx, arrival), { id });
      const text = JSON.stringify(found);
      if (text !== last) send({ event: 'progress', payload: found });
      last = text;
      if (isMoving(found)) return;
      send({ event: 'done', payload: {} });
      close();
    };
    const lookOrEnd = () => {
      look().catch((error: unknown) => {
        ctx.log.info({ err: error, bulk_action_id: id }, 'a stream of progress ended early');
        close();
      });
    };
    const timer = setInterval(lookOrEnd, everyMs);
    lookOrEnd();
    return () => clearInterval(timer);
  });
});

function isMoving({ state, waiting_mail_count, is_mail_to_customers_on, ...found }: FoundBulkAction): boolean {
  if (state === 'waiting' || state === 'running') return true;
  const isHeld = !is_mail_to_customers_on || found.mail_paused_at !== null || found.is_out_of_hours;
  return waiting_mail_count > 0 && !isHeld;
}
