import type { Locale } from '#platform/i18n/messages.ts';
import type { Block, Letter, Piece } from './letter.ts';

/** What surrounds every letter. */
export interface Envelope {
  language: Locale;
  /** The help desk's name, at the top and in the sender. */
  account_name: string;
  /** The last lines, such as who answers questions; null for none. */
  footer: string | null;
  /** Colours of buttons where the account has its own. */
  accent?: { fill: string; on_fill: string };
  /** The account's logo in place of its name at the top, in the pixels it is shown in; its picture is `cid:logo`. */
  logo?: { width: number; height: number };
}

/** What the HTML part calls the account's logo. */
export const logoCid = 'logo';

const plainAccent = { fill: '#1f5fe0', on_fill: '#ffffff' };

/** Makes both parts of a mail from one description. The HTML stands alone: no tracking, nothing loaded, no picture but a logo that comes along. */
export function renderLetter({ subject, blocks }: Letter, envelope: Envelope): { text: string; html: string } {
  return { text: textOf(blocks, envelope), html: htmlOf(subject, blocks, envelope) };
}

function textOf(blocks: Block[], { account_name, footer }: Envelope): string {
  const end = footer ? `${account_name}\n${footer}` : account_name;
  return `${[...blocks.map(textBlock), `-- \n${end}`].join('\n\n')}\n`;
}

function textBlock(block: Block): string {
  if ('greeting' in block) return block.greeting;
  if ('paragraph' in block) return plain(block.paragraph);
  if ('button' in block) return `${block.button}:\n${block.url}`;
  if ('facts' in block) return block.facts.map(([label, value]) => `${label}: ${value}`).join('\n');
  if ('heading' in block) return plain(block.heading);
  if ('list' in block) return block.list.map((entry) => `- ${plain(entry)}`).join('\n');
  return plain(block.small);
}

/** A link says where it leads; strong words say themselves. */
function plain(text: string | Piece[]): string {
  if (typeof text === 'string') return text;
  return text
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('strong' in piece) return piece.strong;
      return piece.link === piece.url ? piece.url : `${piece.link} (${piece.url})`;
    })
    .join('');
}

const fonts =
  "Pretendard, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/** Mail programs drop what they don't know, so the look is inline and the dark variant, which needs a rule, on top. */
const dark = (accent: Envelope['accent']) => `
@media (prefers-color-scheme: dark) {
  .page { background: #16181d !important; }
  .sheet { background: #1f2229 !important; border-color: #343944 !important; }
  .sheet, .sheet h1 { color: #e8eaee !important; }
  .quiet, .quiet a { color: #a5acb8 !important; }
  .logo { background: #ffffff !important; }
${accent ? '' : '  .button a { background: #4f86f7 !important; color: #0b0d10 !important; }\n'}}`;

function htmlOf(subject: string, blocks: Block[], envelope: Envelope): string {
  const { language, account_name, footer, accent } = envelope;
  const isKorean = language === 'ko';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>${dark(accent)}</style>
</head>
<body class="page" style="margin:0;padding:24px 12px;background:#f4f5f7;font-family:${fonts};word-break:${isKorean ? 'keep-all' : 'normal'};overflow-wrap:break-word">
<div role="article" aria-label="${escaped(subject)}" lang="${language}" class="sheet" style="box-sizing:border-box;max-width:560px;margin:0 auto;padding:28px 32px 24px;background:#ffffff;border:1px solid #e2e5ea;border-radius:8px;color:#1c2026;font-size:16px;line-height:1.6">
<h1 style="margin:0 0 20px;font-size:16px;font-weight:600;color:#1c2026">${nameOrLogo(envelope)}</h1>
${blocks.map((block) => htmlBlock(block, accent ?? plainAccent)).join('\n')}
</div>
<p class="quiet" style="max-width:560px;margin:16px auto 0;padding:0 32px;box-sizing:border-box;color:#5b6472;font-size:13px;line-height:1.5">${escaped(account_name)}${footer ? `<br>${linked(footer)}` : ''}</p>
</body>
</html>
`;
}

function nameOrLogo({ account_name, logo }: Envelope): string {
  if (!logo) return escaped(account_name);
  // In the dark a logo stands on white: it was drawn for that.
  return `<img class="logo" src="cid:${logoCid}" alt="${escaped(account_name)}" width="${logo.width}" height="${logo.height}" style="display:block;border:0;padding:4px;margin:-4px;border-radius:4px">`;
}

function htmlBlock(block: Block, accent: NonNullable<Envelope['accent']>): string {
  if ('greeting' in block) return paragraph(escaped(block.greeting), 'font-weight:600');
  if ('paragraph' in block) return paragraph(rich(block.paragraph));
  if ('button' in block) return button(block.button, block.url, accent);
  if ('facts' in block) return facts(block.facts);
  if ('heading' in block) {
    return `<h2 style="margin:24px 0 8px;font-size:17px;line-height:1.4;font-weight:600">${rich(block.heading)}</h2>`;
  }
  if ('list' in block) {
    const entries = block.list.map((entry) => `<li style="margin:0 0 4px">${rich(entry)}</li>`).join('');
    return `<ul style="margin:0 0 16px;padding:0 0 0 20px">${entries}</ul>`;
  }
  return `<p class="quiet" style="margin:0 0 12px;color:#5b6472;font-size:14px">${rich(block.small)}</p>`;
}

function rich(text: string | Piece[]): string {
  if (typeof text === 'string') return linked(text);
  return text
    .map((piece) => {
      if (typeof piece === 'string') return linked(piece);
      if ('strong' in piece) return `<strong style="font-weight:600">${linked(piece.strong)}</strong>`;
      return `<a href="${escaped(piece.url)}" style="color:inherit">${escaped(piece.link)}</a>`;
    })
    .join('');
}

function paragraph(html: string, style = ''): string {
  return `<p style="margin:0 0 16px;${style}">${html}</p>`;
}

/** A table cell, since some programs pad and colour nothing else; the address below for those that show no button. */
function button(label: string, url: string, { fill, on_fill }: NonNullable<Envelope['accent']>): string {
  const href = escaped(url);
  return `<table role="presentation" cellspacing="0" cellpadding="0" style="margin:24px 0 12px"><tr><td class="button" style="border-radius:6px;background:${fill}"><a href="${href}" style="display:inline-block;padding:12px 22px;border-radius:6px;background:${fill};color:${on_fill};font-weight:600;text-decoration:none">${escaped(label)}</a></td></tr></table>
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
