import { serveHttp } from '#platform/http/serve-http.ts';
import { createLog } from '#platform/log.ts';
import type { TestApp } from './start-app.ts';

/** Serves an app on a free port of this machine, for browsers: its address, such as `http://localhost:41234`. */
export async function serveApp(app: TestApp): Promise<{ url: string; stop(): Promise<void> }> {
  const site = { fetch: app.fetch, close: app.endStreams };
  const server = await serveHttp(site, { host: '127.0.0.1', port: 0, log: createLog('error', 'stderr') });
  return { url: server.address.replace('127.0.0.1', 'localhost'), stop: server.stop };
}
