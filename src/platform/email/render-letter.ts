import type { Locale } from '#platform/i18n/messages.ts';
import type { Block, Letter } from './letter.ts';

/** What surrounds every letter. */
export interface Envelope {
  language: Locale;
  /** The help desk's name, at the top and in the sender. */
  account_name: string;
  /** The last line, such as who answers questions; null for none. */
  footer: string | null;
}

/** Makes both parts of a mail from one description. The HTML stands alone: no picture, no tracking, nothing loaded. */
export function renderLetter({ subject, blocks }: Letter, envelope: Envelope): { text: string; html: string } {
  return { text: textOf(blocks, envelope), html: htmlOf(subject, blocks, envelope) };
}

function textOf(blocks: Block[], { account_name, footer }: Envelope): string {
  const end = footer ? `${account_name}\n${footer}` : account_name;
  return `${[...blocks.map(textBlock), `-- \n${end}`].join('\n\n')}\n`;
}

function textBlock(block: Block): string {
  if ('greeting' in block) return block.greeting;
  if ('paragraph' in block) return block.paragraph;
  if ('button' in block) return `${block.button}:\n${block.url}`;
  if ('facts' in block) return block.facts.map(([label, value]) => `${label}: ${value}`).join('\n');
  return block.small;
}

const fonts =
  "Pretendard, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/** Mail programs drop what they don't know, so the look is inline and the dark variant, which needs a rule, on top. */
const dark = `
@media (prefers-color-scheme: dark) {
  .page { background: #16181d !important; }
  .sheet { background: #1f2229 !important; border-color: #343944 !important; }
  .sheet, .sheet h1 { color: #e8eaee !important; }
  .quiet, .quiet a { color: #a5acb8 !important; }
  .button a { background: #4f86f7 !important; color: #0b0d10 !important; }
}`;

function htmlOf(subject: string, blocks: Block[], { language, account_name, footer }: Envelope): string {
  const isKorean = language === 'ko';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>${dark}</style>
</head>
<body class="page" style="margin:0;padding:24px 12px;background:#f4f5f7;font-family:${fonts};word-break:${isKorean ? 'keep-all' : 'normal'};overflow-wrap:break-word">
<div role="article" aria-label="${escaped(subject)}" lang="${language}" class="sheet" style="box-sizing:border-box;max-width:560px;margin:0 auto;padding:28px 32px 24px;background:#ffffff;border:1px solid #e2e5ea;border-radius:8px;color:#1c2026;font-size:16px;line-height:1.6">
<h1 style="margin:0 0 20px;font-size:16px;font-weight:600;color:#1c2026">${escaped(account_name)}</h1>
${blocks.map(htmlBlock).join('\n')}
</div>
<p class="quiet" style="max-width:560px;margin:16px auto 0;padding:0 32px;box-sizing:border-box;color:#5b6472;font-size:13px;line-height:1.5">${escaped(account_name)}${footer ? `<br>${linked(footer)}` : ''}</p>
</body>
</html>
`;
}

function htmlBlock(block: Block): string {
  if ('greeting' in block) return paragraph(escaped(block.greeting), 'font-weight:600');
  if ('paragraph' in block) return paragraph(linked(block.paragraph));
  if ('button' in block) return button(block.button, block.url);
  if ('facts' in block) return facts(block.facts);
  return `<p class="quiet" style="margin:0 0 12px;color:#5b6472;font-size:14px">${linked(block.small)}</p>`;
}

function paragraph(html: string, style = ''): string {
  return `<p style="margin:0 0 16px;${style}">${html}</p>`;
}

/** A table cell, since some programs pad and colour nothing else; the address below for those that show no button. */
function button(label: string, url: string): string {
  const href = escaped(url);
  return `<table role="presentation" cellspacing="0" cellpadding="0" style="margin:24px 0 12px"><tr><td class="button" style="border-radius:6px;background:#1f5fe0"><a href="${href}" style="display:inline-block;padding:12px 22px;border-radius:6px;background:#1f5fe0;color:#ffffff;font-weight:600;text-decoration:none">${escaped(label)}</a></td></tr></table>
<p class="quiet" style="margin:0 0 20px;color:#5b6472;font-size:13px;word-break:break-all"><a href="${href}" style="color:#5b6472">${escaped(url)}</a></p>`;
}

function facts(rows: [string, string][]): string {
  const cells = rows.map(
    ([label, value]) =>
      `<tr><th scope="row" class="quiet" style="padding:4px 16px 4px 0;text-align:left;font-weight:400;color:#5b6472">${escaped(label)}</th><td style="padding:4px 0;text-align:right;font-variant-numeric:tabular-nums">${escaped(value)}</td></tr>`,
  );
  return `<table cellspacing="0" cellpadding="0" style="margin:0 0 16px;border-collapse:collapse">${cells.join('')}</table>`;
}

/** Escapes, keeps line breaks and makes the addresses that the text itself has into links. */
function linked(text: string): string {
  return escaped(text)
    .replace(/https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g, (url) => `<a href="${url}" style="color:inherit">${url}</a>`)
    .replaceAll('\n', '<br>');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
