import { createContext, type RouterContextProvider } from 'react-router';
import type { Context } from '#platform/context.ts';
import type { Locale } from '#platform/i18n/messages.ts';

/** What drawing a page needs to know beside the acts' context. */
export interface PageSurroundings {
  locale: Locale;
  /** The account's IANA time zone, such as `Asia/Seoul`. */
  time_zone: string;
  /** The theme that this browser chose, or null to follow its system. */
  theme: 'light' | 'dark' | null;
  /** How close rows of lists stand in this browser, or null for as usual. */
  density: 'compact' | 'comfortable' | null;
  /** When drawing began, in milliseconds since 1970. */
  drawn_at: number;
  /** The browser's file with this language's messages, or null where there is no build. */
  messages_url: string | null;
  /** The browser's file with the words that a few pages say, such as those of `imports`; null where there is no build. */
  wordsUrl(feature: string): string | null;
  /** Lets this page's own scripts run under the content security policy; fresh for every request. */
  nonce: string;
  request_id: string;
  /** Writes what was thrown unexpectedly to the log, with this request's id. */
  reportBug(error: unknown): void;
}

export const contextKey = createContext<Context>();
export const surroundingsKey = createContext<PageSurroundings>();

/** The acts' context inside a loader or an action: `const ctx = pageContext(args.context)`. */
export function pageContext(provider: Readonly<RouterContextProvider>): Context {
  return provider.get(contextKey);
}
