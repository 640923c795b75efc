import type { Locale } from '#platform/i18n/messages.ts';
import { translator } from '#platform/i18n/translator.ts';

interface PlainPage {
  status: number;
  sentence: string;
  locale: Locale;
  request_id: string;
  headers?: Record<string, string>;
}

/**
 * A whole page with one sentence, for trouble before any page is drawn: an unknown host, a refused form, the database
 * away. Needs neither React nor the built assets, so it also stands when those are what is missing.
 */
export function plainPage({ status, sentence, locale, request_id, headers = {} }: PlainPage): Response {
  const t = translator(locale);
  const html = `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(sentence)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/plain.css">
</head>
<body>
<main>
<p class="status">${status}</p>
<h1>${escaped(sentence)}</h1>
<p><a href="/">${escaped(t('ui.error.home'))}</a></p>
<p class="number">${escaped(t('ui.error.number'))} <code>${escaped(request_id)}</code></p>
</main>
</body>
</html>
`;
  const own = { 'content-type': 'text/html; charset=utf-8', 'content-length': String(Buffer.byteLength(html)) };
  return new Response(html, { status, headers: { ...own, ...headers } });
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
