import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

interface Asset {
  type: string;
  isForever: boolean;
  plain: Uint8Array<ArrayBuffer>;
  br: Uint8Array<ArrayBuffer> | null;
  gzip: Uint8Array<ArrayBuffer> | null;
}

/** The built files by their path in the address, held in memory: a request can name one of these and nothing else. */
export type Assets = ReadonlyMap<string, Asset>;

/** Reads the browser's build with the compressed copies that `tools/precompress.ts` has made. */
export async function readAssets(folder: string): Promise<Assets> {
  const assets = new Map<string, Asset>();
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  const known = new Set(paths);
  for (const path of paths) {
    const type = types[extname(path)];
    if (!type) continue;
    const address = `/${relative(folder, path).split(sep).join('/')}`;
    const [plain, br, gzip] = await Promise.all([
      readBytes(path),
      known.has(`${path}.br`) ? readBytes(`${path}.br`) : null,
      known.has(`${path}.gz`) ? readBytes(`${path}.gz`) : null,
    ]);
    assets.set(address, { type, isForever: address.startsWith('/assets/'), plain, br, gzip });
  }
  return assets;
}

/**
 * The built file that a request names, in the best encoding it takes, or null. Files under `/assets/` carry their hash
 * in the name and are kept for a year; others for an hour.
 */
export function assetResponse(assets: Assets, request: Request, pathname: string): Response | null {
  const asset = assets.get(pathname);
  if (!asset || (request.method !== 'GET' && request.method !== 'HEAD')) return null;
  const accepted = request.headers.get('accept-encoding') ?? '';
  const encoding = asset.br && /\bbr\b/.test(accepted) ? 'br' : asset.gzip && /\bgzip\b/.test(accepted) ? 'gzip' : null;
  const bytes = encoding ? asset[encoding]! : asset.plain;
  const headers: Record<string, string> = {
    'content-type': asset.type,
    'content-length': String(bytes.byteLength),
    'cache-control': asset.isForever ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    vary: 'Accept-Encoding',
  };
  if (encoding) headers['content-encoding'] = encoding;
  return new Response(request.method === 'HEAD' ? null : bytes, { headers });
}

/** The built file with a language's messages: `/assets/messages-ko-1a2b3c.js` (vite.config.ts names it so), or null. */
export function messagesUrl(assets: Assets, locale: string): string | null {
  for (const address of assets.keys()) if (address.startsWith(`/assets/messages-${locale}-`)) return address;
  return null;
}

/** The built file with the words that a few pages say, `/assets/words-imports-ko-1a2b3c.js`, or null. */
export function wordsUrl(assets: Assets, feature: string, locale: string): string | null {
  for (const address of assets.keys()) if (address.startsWith(`/assets/words-${feature}-${locale}-`)) return address;
  return null;
}

async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(path));
}
