import { type ReactNode, use } from 'react';
import { preloadModule } from 'react-dom';
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches } from 'react-router';
import { IntlProvider } from 'use-intl';
import { catalogue } from '#platform/i18n/catalogue.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import type { WordsOfFewPages } from '#platform/i18n/words-of-few-pages.ts';
import { ErrorPage } from '#ui/error-page.tsx';
import { useSurroundings } from '#ui/surroundings.ts';
import '#ui/tokens.css';
import type { Route } from './+types/root.ts';

/** What a route's `export const handle` may say about the page as a whole. */
export interface PageHandle {
  /** False for pages without any script: plain HTML whose forms are ordinary form posts. */
  scripts?: false;
  /** The features whose words only a few pages say, and this one does: they are loaded with it. */
  words?: readonly WordsOfFewPages[];
}

export function Layout({ children }: { children: ReactNode }) {
  const { locale, time_zone, theme, density, drawn_at, messages_url, wordsUrl } = useSurroundings();
  const handles = useMatches().map(({ handle }) => handle as PageHandle | undefined);
  const hasScripts = handles.every((handle) => handle?.scripts !== false);
  // The first script asks for it as soon as it runs; asked for here, it is on its way by then.
  const files = [messages_url, ...handles.flatMap((handle) => handle?.words ?? []).map(wordsUrl)];
  if (hasScripts) for (const file of files) if (file) preloadModule(file, { as: 'script' });
  return (
    <html
      lang={locale}
      data-time-zone={time_zone}
      data-drawn-at={drawn_at}
      data-theme={theme ?? undefined}
      data-density={density ?? undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme ?? 'light dark'} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        <IntlProvider locale={locale} messages={catalogue(locale)} timeZone={time_zone} now={new Date(drawn_at)}>
          {children}
        </IntlProvider>
        {hasScripts && (
          <>
            <ScrollRestoration />
            <Scripts />
          </>
        )}
      </body>
    </html>
  );
}

/** Every page, once the words it says are there: a browser may still have to load some. */
export default function Root() {
  const { locale } = useSurroundings();
  const words = useMatches().flatMap(({ handle }) => (handle as PageHandle | undefined)?.words ?? []);
  for (const feature of words) {
    const loading = loadWords(locale, feature);
    if (loading) use(loading);
  }
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
