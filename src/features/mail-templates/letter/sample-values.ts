import type { PlaceholderValue } from '#platform/email/email.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import type { TemplateValues } from './fill-template.ts';

const people = {
  en: { name: 'Ruth King', email: 'ruth@acorn.example', company: 'Acorn Books' },
  ko: { name: '김하늘', email: 'haneul@hanbit.example', company: '한빛전자' },
};
const desks = { en: 'Acorn Support', ko: '한빛 고객센터' };

/** Two to try a template on: everything is known of one, nothing of the other. Links are there for both, and what
 * holds for one does not for the other. */
export function sampleValues(language: Locale, values: Record<string, PlaceholderValue>): TemplateValues[] {
  const account = { name: desks[language], portal_url: 'https://help.example.com/portal' };
  const known = { support_email: 'help@acorn.example', support_phone: '02-1234-5678', support_url: null };
  const unknown = { support_email: null, support_phone: null, support_url: null };
  return [
    { contact: people[language], account: { ...account, ...known }, values },
    {
      contact: { name: '', email: '', company: null },
      account: { ...account, ...unknown },
      values: opposite(values),
    },
  ];
}

function opposite(values: Record<string, PlaceholderValue>): Record<string, PlaceholderValue> {
  const turned = (value: PlaceholderValue) => (typeof value === 'boolean' ? !value : Array.isArray(value) ? [] : value);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, turned(value)]));
}
