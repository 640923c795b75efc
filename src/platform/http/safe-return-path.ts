/**
 * Where to go back to after signing in, from what a request says: a path of this site, or `otherwise`. Whatever a
 * browser could read as another site's address, such as `//evil`, `/\evil` or `/%09/evil`, is `otherwise`.
 */
export function safeReturnPath(value: string | null | undefined, otherwise = '/'): string {
  if (!value || value.length > 2_000 || !value.startsWith('/')) return otherwise;
  if (hasTrap(value) || hasTrap(decoded(value)) || hasTrap(decoded(decoded(value)))) return otherwise;
  const here = 'https://here.invalid';
  const url = URL.canParse(value, here) ? new URL(value, here) : null;
  if (url?.origin !== here || url.pathname.startsWith('//')) return otherwise;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Two slashes at the start, or any backslash or control character before the query. */
function hasTrap(value: string): boolean {
  const path = value.split(/[?#]/, 1)[0]!;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  return /^[\s\u0000-\u001f]*\/[\s\u0000-\u001f]*\//.test(path) || /[\\\u0000-\u001f\u007f]/.test(path);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
