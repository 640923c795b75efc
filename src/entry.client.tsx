import { StrictMode, startTransition, useEffect } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { loadCatalogue } from '#platform/i18n/catalogue.ts';
import { isLocale } from '#platform/i18n/messages.ts';
import { tellEarlyChanges } from '#ui/early-changes.ts';
import { type Surroundings, SurroundingsContext } from '#ui/surroundings.ts';

const { lang, dataset } = document.documentElement;
const locale = isLocale(lang) ? lang : 'en';
const surroundings: Surroundings = {
  locale,
  time_zone: dataset.timeZone ?? 'UTC',
  theme: dataset.theme === 'light' || dataset.theme === 'dark' ? dataset.theme : null,
  density: dataset.density === 'compact' || dataset.density === 'comfortable' ? dataset.density : null,
  drawn_at: Number(dataset.drawnAt),
  messages_url: null,
  wordsUrl: () => null,
};
await loadCatalogue(locale);

// Of an answer that another page overtakes while it arrives, React Router lets the end fail with nobody to hear it.
window.addEventListener('unhandledrejection', (event) => {
  if (event.reason instanceof DOMException && event.reason.name === 'AbortError') event.preventDefault();
});

/** Its effect comes when the whole document listens. */
function EarlyChanges() {
  useEffect(tellEarlyChanges, []);
  return null;
}

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <SurroundingsContext value={surroundings}>
        <HydratedRouter />
        <EarlyChanges />
      </SurroundingsContext>
    </StrictMode>,
  );
});
