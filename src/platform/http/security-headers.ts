/**
 * The content security policy of a page: only our own files, and inline scripts only with this request's nonce. No
 * inline style at all, so nothing in the kit writes `style=` into HTML.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The policy of whatever is no page: JSON, files, streams. Nothing in it may run or load anything. */
const barePolicy = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Sets the headers that every answer carries, 404, 500 and static files included. What a door has set itself stays, so
 * an attachment can be stricter and a preview can be framed by our own pages.
 */
export function secureHeaders(headers: Headers, { nonce, isSecure }: { nonce?: string; isSecure: boolean }): void {
  const wanted: Record<string, string> = {
    'content-security-policy': nonce ? pagePolicy(nonce) : barePolicy,
    'x-content-type-options': 'nosniff',
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    'x-frame-options': 'DENY',
    'cache-control': 'private, no-store',
  };
  if (isSecure) wanted['strict-transport-security'] = 'max-age=31536000';
  for (const [name, value] of Object.entries(wanted)) if (!headers.has(name)) headers.set(name, value);
}
