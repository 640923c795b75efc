/** What a page about one's own links says when somebody comes back to it. */
export const linkNews = [
  'linked',
  'removed',
  'identity_taken',
  'cancelled',
  'answer_refused',
  'provider_down',
  'secret_lost',
  'trip_lost',
] as const;
export type LinkNews = (typeof linkNews)[number];

/** What the page's address says of it, or null. */
export function readLinkNews({ searchParams }: URL): LinkNews | null {
  const trouble = searchParams.get('trouble');
  return (
    linkNews.find((one) => (one === 'linked' || one === 'removed' ? searchParams.has(one) : one === trouble)) ?? null
  );
}
