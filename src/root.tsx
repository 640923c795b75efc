import type { ReactNode } from 'react';
import { preloadModule } from 'react-dom';
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches } from 'react-router';
import { IntlProvider } from 'use-intl';
import { catalogue } from '#platform/i18n/catalogue.ts';
import { ErrorPage } from '#ui/error-page.tsx';
import { useSurroundings } from '#ui/surroundings.ts';
import '#ui/tokens.css';
import type { Route } from './+types/root.ts';

/** What a route's `export const handle` may say about the page as a whole. */
export interface PageHandle {
  /** False for pages without any script: plain HTML whose forms are ordinary form posts. */
  scripts?: false;
}

export function Layout({ children }: { children: ReactNode }) {
  const { locale, time_zone, theme, density, drawn_at, messages_url } = useSurroundings();
  const hasScripts = useMatches().every((match) => (match.handle as PageHandle | undefined)?.scripts !== false);
  // The first script asks for it as soon as it runs; asked for here, it is on its way by then.
  if (hasScripts && messages_url) preloadModule(messages_url, { as: 'script' });
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

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
