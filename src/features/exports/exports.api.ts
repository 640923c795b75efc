import { Hono } from 'hono';
import { readSelection, selectionLists, selectionNames } from '#features/bulk-actions/read-selection.ts';
import { findCallerAgain } from '#features/sessions/find-caller-again.ts';
import { csvResponse } from '#platform/http/csv-response.ts';
import { bodyFailure } from '#platform/http/limit-body.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { writeContacts } from './write-contacts.ts';

/** By which a form names the columns it has ticked: `column.job_title`. */
const columnPrefix = 'column.';

/**
 * `POST /contacts/export.csv` with a selection as bulk actions have it and `column.…` for each column: the contacts as a file.
 * A POST, since that somebody took it is written down.
 */
export const exportsApi = new Hono<SiteEnv>().post('/contacts/export.csv', async ({ env, req }) => {
  const form = await req.parseBody({ all: true }).catch((thrown: unknown) => {
    throw bodyFailure(thrown);
  });
  const texts = (name: string) => [form[name] ?? []].flat().filter((value) => typeof value === 'string');
  const given = Object.fromEntries(selectionNames.map((name) => [name, texts(name)[0]]));
  const lists = Object.fromEntries(selectionLists.map((name) => [name, texts(name)])) as { ids: string[] };
  const columns = Object.keys(form).flatMap((name) =>
    name.startsWith(columnPrefix) ? name.slice(columnPrefix.length) : [],
  );
  const { ctx, arrival } = env;
  const selection = readSelection({ ...given, ...lists });
  const bytes = await writeContacts(ctx, { selection, columns }, () => findCallerAgain(ctx, arrival));
  return csvResponse('contacts', bytes, ctx.clock.now());
});
