import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { findCallerAgain } from '#features/sessions/find-caller-again.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { eventStream, type Stream } from '#platform/http/event-stream.ts';
import { readId } from '#platform/http/read-id.ts';
import { readJson } from '#platform/http/read-json.ts';
import { readUpload } from '#platform/http/read-upload.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { isLocale } from '#platform/i18n/messages.ts';
import { checkImportRows } from './corrections/check-import-rows.ts';
import { createImport } from './create-import.ts';
import { findImport } from './find-import.ts';
import { isAtWork, progressOf } from './import-progress.ts';
import { recordOf } from './suffix-of.ts';
import { writeSampleFile } from './uploads/write-sample-file.ts';
import { writeReport } from './write-report.ts';

const lookEveryMs = 1_000;
const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Everything of imports that is no page: uploads with progress, event streams and downloads. */
export const imports = new Hono<SiteEnv>();

/**
 * `POST /imports/upload?record=company`: a list of companies, or of contacts without it, as the bare body, its name in
 * `X-File-Name`; answers where to go on. One of several files, `?of_several&beside=1`, tells itself which of the two it is, and
 * belongs to the upload of the import `beside`.
 */
imports.post('/imports/upload', async ({ env, req, json }) => {
  const { name, bytes } = await readUpload(req.raw);
  const query = new URL(req.url).searchParams;
  const beside = query.get('beside');
  const { id } = await createImport(env.ctx, {
    record: recordOf(query.get('record')),
    tells_record: query.has('of_several'),
    ...(beside !== null && { beside: readId(beside) }),
    name,
    bytes,
    can_be_corrected: true,
  });
  return json({ id, to: `/imports/${id}/mapping` }, 201);
});

/** `GET /imports/sample.csv?language=ko`, `/imports/sample.xlsx?record=company`: a list to begin with. */
imports.get('/imports/:file{sample\\.(?:csv|xlsx)}', async ({ env, req }) => {
  const asked = new URL(req.url).searchParams.get('language');
  const language = isLocale(asked) ? asked : env.ctx.caller.locale;
  const kind = req.param('file').endsWith('.csv') ? 'csv' : 'xlsx';
  return download(
    await writeSampleFile(env.ctx, { record: recordOf(new URL(req.url).searchParams.get('record')), language, kind }),
    kind,
  );
});

/** `GET /imports/1/refused.csv`: the refused rows, to be corrected and uploaded again. */
imports.get('/imports/:id/refused.csv', async ({ env, req }) => {
  const id = readId(req.param('id'));
  const { file_name, progress } = await findImport(env.ctx, { id });
  const bytes = await writeReport(env.ctx, { id, phase: progress.run ? 'run' : 'check' });
  return download(
    { name: env.ctx.t('imports.refused_file', { name: file_name.replace(/\.[^.]*$/, '') }), bytes },
    'csv',
  );
});

/** `POST /imports/1/rows/check`: rows as somebody is correcting them, `{ rows: [[cell, …], …] }`; answers what would become of each. */
imports.post('/imports/:id/rows/check', async ({ env, req, json }) => {
  const id = readId(req.param('id'));
  return json({ rows: await checkImportRows(env.ctx, { id, rows: readRows(await readJson(req.raw)) }) });
});

/**
 * `GET /imports/1/events`: a `progress` event whenever there is something new, `done` once there is nothing
 * more to come. Ends within a second of the session it was asked with (C03).
 */
imports.get('/imports/:id/events', async ({ env, req }) => {
  const id = readId(req.param('id'));
  const { ctx, arrival, closing } = env;
  return eventStream({ request: arrival.request, closing }, async (stream) => {
    const watch = watcher(() => findCallerAgain(ctx, arrival), id, stream);
    await watch();
    const timer = setInterval(() => {
      watch().catch((error: Error) => {
        ctx.log.info({ import_id: id, reason: error.message }, 'a stream of progress ended early');
        stream.close();
      });
    }, lookEveryMs);
    return () => clearInterval(timer);
  });
});

/** Rows of text cells out of a body; anything else is refused before an act sees it. */
function readRows(body: unknown): string[][] {
  const rows = (body as { rows?: unknown } | undefined)?.rows;
  const isRow = (row: unknown) => Array.isArray(row) && row.every((cell) => typeof cell === 'string');
  if (!Array.isArray(rows) || !rows.every(isRow)) throw new Failure('invalid', 'platform.not_json');
  return rows;
}

function watcher(callerNow: () => Promise<Context>, id: number, stream: Stream): () => Promise<void> {
  let told = '';
  return async () => {
    const ctx = await callerNow();
    const progress = progressOf(await findImport(ctx, { id }), ctx.clock.now());
    const written = JSON.stringify(progress);
    if (written !== told) stream.send({ event: 'progress', payload: progress });
    told = written;
    if (isAtWork(progress.state)) return;
    stream.send({ event: 'done', payload: progress });
    stream.close();
  };
}

function download(
  { name, bytes }: { name: string; bytes: AsyncIterable<Uint8Array> },
  kind: keyof typeof contentTypes,
): Response {
  return new Response(Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': contentTypes[kind],
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });
}
