import { Resolver } from 'node:dns/promises';

/** What a name server says of a name: its texts, none, or nothing in time. */
export type TextAnswer = { texts: string[] } | { trouble: string };

/** Questions to a name server. */
export interface Names {
  /** The TXT records of a name, each whole. Never throws, and takes no longer than four seconds. */
  texts(name: string): Promise<TextAnswer>;
}

const patience_ms = 1_500;
const tries = 2;
/** A name that is asked for never has more; what has is no record of mail. */
const mostTexts = 50;

/** Asks `server` (`192.0.2.53` or `192.0.2.53:5353`), or without one those that the machine asks. */
export function createNames(server: string | null): Names {
  return {
    async texts(name) {
      const resolver = new Resolver({ timeout: patience_ms, tries });
      if (server !== null) resolver.setServers([server]);
      const timer = setTimeout(() => resolver.cancel(), 4_000);
      try {
        const found = await resolver.resolveTxt(name);
        return { texts: found.slice(0, mostTexts).map((parts) => parts.join('')) };
      } catch (error) {
        const { code = '' } = error as NodeJS.ErrnoException;
        return code === 'ENOTFOUND' || code === 'ENODATA' ? { texts: [] } : { trouble: code };
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
