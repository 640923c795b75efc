export interface Address {
  /** As a browser sends it in `Host`: lower case, with the port unless it is the scheme's own. */
  host: string;
  /** What links start with: scheme and host without anything behind. */
  public_url: string;
}

/**
 * The address of a help desk from what somebody typed: `https://help.example.com`, or a bare host such as
 * `help.example.com`, which then means https (http for this machine). Null for anything with a path, a user or no host.
 */
export function readPublicUrl(typed: string): Address | null {
  const text = typed.trim();
  const hasScheme = /^https?:\/\//i.test(text);
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?\/?$/i.test(text);
  const url = URL.parse(hasScheme ? text : `${isLocal ? 'http' : 'https'}://${text}`);
  if (url?.pathname !== '/' || url.search || url.hash || url.username || url.password) return null;
  if (/[\s@\\]/.test(text) || url.host === '') return null;
  return { host: url.host, public_url: url.origin };
}
