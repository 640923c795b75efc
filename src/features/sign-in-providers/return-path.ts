import { safeReturnPath } from '#platform/http/safe-return-path.ts';
import type { Audience } from './sign-in-provider.ts';

const homes = { contact: '/portal', agent: '/' } as const satisfies Record<Audience, string>;
const signInPages = { contact: '/portal/sign-in', agent: '/sign-in' } as const satisfies Record<Audience, string>;

/** Where somebody wanted to go, as long as it lies on his side of the door; his home else. */
export function returnPath(wanted: string | null, audience: Audience): string {
  const path = safeReturnPath(wanted, homes[audience]);
  return /^\/portal([/?#]|$)/.test(path) === (audience === 'contact') ? path : homes[audience];
}

/** What the sign-in page says when somebody comes back from a provider without being in. */
export const returnNews = ['refused', 'cancelled', 'down', 'lost', 'answer_refused'] as const;
export type ReturnNews = (typeof returnNews)[number];

/** The sign-in page with what became of it, and still with where he wanted to go. */
export function signInPathAfter(audience: Audience, news: ReturnNews, return_to: string): string {
  const query = new URLSearchParams({ with: news });
  if (return_to !== homes[audience]) query.set('return_to', return_to);
  return `${signInPages[audience]}?${query}`;
}

/** What the sign-in page's address says of it, or null. */
export function readReturnNews({ searchParams }: URL): ReturnNews | null {
  return returnNews.find((one) => one === searchParams.get('with')) ?? null;
}
