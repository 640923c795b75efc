import type { Changes } from '#features/change-log/change.ts';
import type { TemplateKey } from './mail-template.ts';

/** Says in the change log which template an entry is about. */
export function namedTemplate({ kind, language }: { kind: string; language?: TemplateKey['language'] }): Changes {
  return { mail_kind: [null, kind], ...(language && { mail_language: [null, language] }) };
}
