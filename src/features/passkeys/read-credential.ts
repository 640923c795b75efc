/** What a browser sends of a passkey: JSON after WebAuthn level 3 §5.1; its parts are checked by whoever reads them. */
export interface SentCredential {
  id: string;
  response: { clientDataJSON: string; userHandle?: unknown } & Record<string, unknown>;
}

/** The longest that is read: attestation is not asked for, so nothing honest comes near. */
const longest = 16_384;

/** Reads what a form's hidden field carries; null for what can't be an answer of a passkey. */
export function readCredential(text: string): SentCredential | null {
  if (text.length > longest) return null;
  try {
    const sent = JSON.parse(text) as Partial<SentCredential> | null;
    const isOne = typeof sent?.id === 'string' && typeof sent.response?.clientDataJSON === 'string';
    return isOne ? (sent as SentCredential) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The challenge that an answer is to, as it says itself; empty for what can't be read. */
export function challengeOf({ response }: SentCredential): string {
  try {
    const said = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8')) as {
      challenge?: unknown;
    } | null;
    return typeof said?.challenge === 'string' ? said.challenge : '';
  } catch (error) {
    if (error instanceof SyntaxError) return '';
    throw error;
  }
}
