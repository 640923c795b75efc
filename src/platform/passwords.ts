import { randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { deriveKey } from './hashing/derive-key.ts';
import { inTurn } from './in-turn.ts';

/** Argon2id as OWASP's password storage cheat sheet asks (19 MiB, 2 passes, 1 lane); about 30 ms on one core. */
const current = { memory: 19_456, passes: 2, parallelism: 1 } as const;
/** No stored password is longer, so nothing longer is worth hashing: check-password.ts. */
const longest = 1_024;
const tagLength = 32;

/** A stored hash may ask for no more than this: an imported one must not become a way to stop the server. */
const heaviest = { memory: 262_144, passes: 10, parallelism: 4, tag: 64 } as const;

const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Half of the cores hash, with 19 MiB each, and the others answer pages: a flood of sign-ins is nobody else's trouble. */
export const hashesAtOnce = Math.max(1, Math.floor(availableParallelism() / 2));
/** A hundred in line are answered within four seconds. */
const turn = inTurn({ at_once: hashesAtOnce, waiting: 100 });

/**
 * Fails as unavailable (`platform.busy`) where too many hashes wait already. The first line of a sign-in: what is refused by it
 * has cost nothing, counts against nobody, and tells nothing.
 */
export function allowHashing(): void {
  turn.allowOne();
}

export interface Verdict {
  is_right: boolean;
  /** True for a right password whose hash has parameters of another time: hash and store it anew. */
  is_outdated: boolean;
}

/**
 * The PHC string to store for a password: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. The password counts whole, whatever
 * its length and letters, after Unicode NFKC so that every keyboard types the same one. Fails as unavailable
 * (`platform.busy`) when too many hashes wait.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derived(password, salt, { ...current, tagLength });
  const { memory, passes, parallelism } = current;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Compares a password with a stored PHC string. Without one, for a caller nobody knows or who has no password, it works
 * as long and says no, so that the time tells nothing. A string that is no argon2id hash, or one beyond the cap, is
 * never right, nor is a password longer than any that may be chosen, of which not a byte is hashed. Fails as unavailable (`platform.busy`) when too many hashes wait.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<Verdict> {
  const known = stored === null ? null : readHash(stored);
  const isTooLong = password.length > longest;
  const { salt, hash, ...parameters } = known ?? { ...current, salt: randomBytes(16), hash: randomBytes(tagLength) };
  const tried = await derived(isTooLong ? '' : password, salt, { ...parameters, tagLength: hash.length });
  const is_right = timingSafeEqual(tried, hash) && known !== null && !isTooLong;
  return { is_right, is_outdated: is_right && !isCurrent(parameters, hash) };
}

interface Parameters {
  memory: number;
  passes: number;
  parallelism: number;
}

function derived(password: string, salt: Buffer, cost: Parameters & { tagLength: number }): Promise<Buffer> {
  return turn(() => deriveKey({ message: Buffer.from(password.normalize('NFKC')), nonce: salt, ...cost }));
}

function readHash(stored: string): (Parameters & { salt: Buffer; hash: Buffer }) | null {
  const found = phc.exec(stored);
  if (!found) return null;
  const [memory, passes, parallelism] = found.slice(1, 4).map(Number) as [number, number, number];
  const salt = Buffer.from(found[4]!, 'base64');
  const hash = Buffer.from(found[5]!, 'base64');
  const isBearable =
    memory <= heaviest.memory &&
    passes <= heaviest.passes &&
    parallelism <= heaviest.parallelism &&
    hash.length <= heaviest.tag;
  const isPossible = memory >= 8 * parallelism && passes >= 1 && parallelism >= 1;
  return isBearable && isPossible ? { memory, passes, parallelism, salt, hash } : null;
}

function isCurrent({ memory, passes, parallelism }: Parameters, hash: Buffer): boolean {
  return (
    memory === current.memory &&
    passes === current.passes &&
    parallelism === current.parallelism &&
    hash.length === tagLength
  );
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
