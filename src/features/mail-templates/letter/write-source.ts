import type { Block, Letter, Piece } from '#platform/email/letter.ts';
import { buttonSource, rowSource } from '#platform/email/outline.ts';

/** A mail as an account writes it: Liquid for the values, a few marks for the look. */
export interface TemplateText {
  subject: string;
  body: string;
}

/** A letter whose values are placeholders, as the text that makes it. */
export function writeSource({ subject, blocks }: Letter): TemplateText {
  return { subject, body: `${blocks.map(sourceOf).join('\n\n')}\n` };
}

function sourceOf(block: Block): string {
  if ('greeting' in block) return '{{ contact.greeting }}';
  if ('paragraph' in block) return words(block.paragraph);
  if ('small' in block) return `-# ${words(block.small)}`;
  if ('heading' in block) return `## ${words(block.heading)}`;
  if ('list' in block) return block.list.map((entry) => `- ${words(entry)}`).join('\n');
  if ('facts' in block) return block.facts.map(([label, value]) => rowSource(label, nameIn(value))).join('\n');
  return buttonSource(block.button, nameIn(block.url));
}

/** The name in a placeholder. */
function nameIn(placeholder: string): string {
  return placeholder.replace(/^\{\{ | \}\}$/g, '');
}

function words(pieces: string | Piece[]): string {
  if (typeof pieces === 'string') return pieces;
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      return 'strong' in piece ? `**${piece.strong}**` : `[${piece.link}](${piece.url})`;
    })
    .join('');
}
