import { Secret, TOTP } from 'otpauth';

/** Seconds for which one code counts, as every authenticator app has it. */
const period = 30;
/** What a sealed secret is for. */
export const sealedFor = 'agent_totp.secret';
/** So many wrong codes end a sign-in, which then begins anew with the password (A13). */
export const triesOfStep = 5;
/** So long somebody may look for his phone, in milliseconds. */
export const stepMs = 10 * 60_000;
/** Over all his sign-ins an agent's codes may be tried so often: of a million, three are right at any time. */
export const codeLimit = { name: 'agent_codes.agent', points: 20, seconds: 3_600 };
export const recoveryCodesCount = 10;

/** A new secret of 160 bits, in base32 (RFC 4226 §4 asks for 128 at least). */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that sets an app up: `otpauth://totp/…`, under the help desk's name and the agent's address. */
export function enrolmentAddress({ secret, email, issuer }: { secret: string; email: string; issuer: string }): string {
  return totpOf(secret, { issuer: issuer.replaceAll(':', ' '), label: email }).toString();
}

/**
 * The step of thirty seconds that a code is of: the present one, the one before or the one after, since clocks differ
 * (RFC 6238 §5.2). Null for a wrong code.
 */
export function stepOfCode({ secret, code, now }: { secret: string; code: string; now: Date }): number | null {
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token: code, timestamp, window: 1 });
  return delta === null ? null : Math.floor(timestamp / 1_000 / period) + delta;
}

/** The code that an app shows at a time; for tests and for nobody else. */
export function codeAt(secret: string, at: Date): string {
  return totpOf(secret).generate({ timestamp: at.getTime() });
}

function totpOf(secret: string, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period });
}

/** What somebody has typed for a code: blanks and dashes are how apps and people write it. */
export function plainCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toLowerCase().slice(0, 32);
}
