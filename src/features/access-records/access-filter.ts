import { isDay } from '#platform/fields/is-day.ts';
import { type AccessKind, accessKinds } from './access-record.ts';

/** Which access records are meant; the address of their page says the same. */
export interface AccessFilter {
  agent_id?: number;
  contact_id?: number;
  kind?: AccessKind;
  /** Days of the account's time zone, both included: `2026-11-26`. */
  from?: string;
  until?: string;
}

export const accessFilterNames = ['agent', 'contact', 'kind', 'from', 'until'] as const;
type Asked = Partial<Record<(typeof accessFilterNames)[number], string>>;

/** Reads a filter as an address or a form has it; what makes no sense is left out. */
export function readAccessFilter({ agent, contact, kind, from, until }: Asked): AccessFilter {
  const known = accessKinds.find((one) => one === kind);
  return {
    ...(isId(agent) && { agent_id: Number(agent) }),
    ...(isId(contact) && { contact_id: Number(contact) }),
    ...(known && { kind: known }),
    ...(isDay(from) && { from }),
    ...(isDay(until) && { until }),
  };
}

/** The filter as the fields of an address or a form. */
export function accessFilterFields({ agent_id, contact_id, kind, from, until }: AccessFilter): Record<string, string> {
  return {
    ...(agent_id && { agent: String(agent_id) }),
    ...(contact_id && { contact: String(contact_id) }),
    ...(kind && { kind }),
    ...(from && { from }),
    ...(until && { until }),
  };
}

/** The page of the access records with a filter. */
export function pathOfAccess(filter: AccessFilter, after?: string): string {
  const query = new URLSearchParams({ ...accessFilterFields(filter), ...(after && { after }) }).toString();
  return `/settings/access-records${query ? `?${query}` : ''}`;
}

function isId(text: string | undefined): text is string {
  return /^[1-9]\d{0,14}$/.test(text ?? '');
}
