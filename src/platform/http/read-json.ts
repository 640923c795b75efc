import { Failure } from '#platform/failure.ts';
import { bodyFailure } from './limit-body.ts';

const deepest = 32;
const mostKeys = 1_000;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * A JSON body as plain values; `undefined` for an empty one, which clients send with GET, PUT and DELETE. Refuses with
 * `platform.not_json` what is no JSON or no UTF-8, nests deeper than 32, has more than 1,000 keys or names a key that
 * would reach into an object's prototype.
 */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await request.arrayBuffer().catch((thrown: unknown) => {
    throw bodyFailure(thrown);
  });
  if (bytes.byteLength === 0) return undefined;
  let keys = 0;
  const refuse = (value: unknown, depth: number): void => {
    if (value === null || typeof value !== 'object') return;
    if (depth > deepest) throw notJson();
    for (const key of Object.keys(value)) {
      if (!Array.isArray(value) && (++keys > mostKeys || forbiddenKeys.has(key))) throw notJson();
      refuse((value as Record<string, unknown>)[key], depth + 1);
    }
  };
  const value = parsed(bytes);
  refuse(value, 1);
  return value;
}

function parsed(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw notJson();
  }
}

function notJson(): Failure {
  return new Failure('invalid', 'platform.not_json');
}
