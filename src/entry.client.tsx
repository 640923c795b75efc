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

// React Router leaves the rest of an answer that is overtaken by another page to fail unheard; that is no error.
window.addEventListener('unhandledrejection', (event) => {
  const { reason } = event;
  if (!(reason instanceof DOMException) || reason.name !== 'AbortError') return;
  event.preventDefault();
  console.debug(reason);
});

/** Its effect comes when the whole document listens; whoever drives a page by program can wait for that. */
function EarlyChanges() {
  useEffect(() => {
    tellEarlyChanges();
    dataset.listens = '';
  }, []);
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
