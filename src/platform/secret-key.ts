import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refuseClosed } from './refuse-closed.ts';

/**
 * The installation's secret key from `secret-key` in the data folder; made on first use, readable by its owner only.
 * Programs that start together get the same one.
 */
export function openSecretKey(data_dir: string): Promise<string> {
  return readOrCreate(data_dir).catch(refuseClosed(data_dir));
}

/** Where the key is kept unless the settings give it. */
export function secretKeyPath(data_dir: string): string {
  return join(data_dir, 'secret-key');
}

/** Tells whether two secret keys are the same, without giving either away. */
export function markOfSecretKey(secret_key: string): string {
  return createHmac('sha256', secret_key).update('maru backup').digest('hex').slice(0, 16);
}

async function readOrCreate(data_dir: string): Promise<string> {
  const path = secretKeyPath(data_dir);
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await mkdir(data_dir, { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
  try {
    // A link and not a rename: it fails where another program was quicker, whose key then counts.
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return (await readFile(path, 'utf8')).trim();
}
