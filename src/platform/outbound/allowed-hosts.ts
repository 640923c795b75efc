/** Hosts that requests may go to although they lie in a private network or at another port: `host` or `host:port`. */
export type AllowedHosts = ReadonlySet<string>;

/** Reads `keycloak.corp.example, 10.1.2.3:8443`; throws what is wrong with it. A host without a port is meant at 80 and 443. */
export function readAllowedHosts(text: string): AllowedHosts {
  const hosts = new Set<string>();
  for (const one of text.split(',').map((part) => part.trim())) {
    if (one === '') continue;
    const url = URL.parse(`http://${one}`);
    if (url?.pathname !== '/' || url.search || url.hash || url.username || /[/?#@\s]/.test(one)) {
      throw new Error(`must list hosts like keycloak.corp.example or 10.1.2.3:8443, and “${one}” is none`);
    }
    hosts.add(/:80$/.test(one) ? `${url.hostname}:80` : url.host);
  }
  return hosts;
}

/** Whether the settings allow what `url` leads to. */
export function isAllowedHost(allowed: AllowedHosts, { hostname, port, protocol }: URL): boolean {
  const given = port || (protocol === 'https:' ? '443' : '80');
  return allowed.has(`${hostname}:${given}`) || (port === '' && allowed.has(hostname));
}
