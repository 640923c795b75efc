import type { FieldProblem } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readFieldValues } from '#platform/fields/read-field-values.ts';
import { signClientSecret } from './apple-secret.ts';
import { fieldsOf, type ProviderKind } from './sign-in-provider.ts';

interface ReadProvider {
  values: Record<string, FieldValue>;
  /** Null where none was given: then the one that is kept stays. */
  secret: string | null;
  problems: FieldProblem[];
}

/**
 * Reads what a form gives of a provider: the fields of its kind, the secret apart. An issuer loses the slash behind its host and
 * what only discovery needs; a secret of Apple's has to be a key that signs.
 */
export function readProvider(
  kind: ProviderKind,
  given: Readonly<Record<string, RawValue>>,
  { is_new }: { is_new: boolean },
): ReadProvider {
  const wanted = fieldsOf(kind).filter(({ name }) => is_new || name !== 'client_secret' || given.client_secret);
  const read = readFieldValues(wanted, given, { country: '', empty_words: new Set(), is_new });
  const { client_secret, ...values } = read.values;
  const problems = [...read.problems];
  const secret = typeof client_secret === 'string' ? client_secret : null;
  if (typeof values.issuer === 'string') {
    const issuer = readIssuer(values.issuer);
    if (issuer) values.issuer = issuer;
    else problems.push({ field: 'issuer', code: 'sign_in_providers.not_an_issuer' });
  }
  if (typeof values.directory === 'string' && !/^[\w.-]+$/.test(values.directory)) {
    problems.push({ field: 'directory', code: 'sign_in_providers.not_a_directory' });
  }
  if (kind === 'apple' && secret && !isAppleKey(secret)) {
    problems.push({ field: 'client_secret', code: 'sign_in_providers.not_an_apple_key' });
  }
  for (const name of ['is_for_contacts', 'is_for_agents']) if (name in values) values[name] ??= false;
  if (values.email_domains === null) values.email_domains = [];
  return { values, secret, problems };
}

function readIssuer(text: string): string | null {
  const url = URL.parse(text.replace(/\/\.well-known\/openid-configuration\/?$/, ''));
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) return null;
  // A trailing slash is part of an issuer's name; the URL parser adds one only where there is no path.
  return url.pathname === '/' ? url.origin : url.href;
}

function isAppleKey(pem: string): boolean {
  try {
    signClientSecret({ client_id: 'x', team_id: 'x', key_id: 'x', key: pem, now: new Date(0) });
    return true;
  } catch {
    return false;
  }
}
