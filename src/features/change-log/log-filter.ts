import { isDay } from '#platform/fields/is-day.ts';
import { actsOfRecords } from './acts-of-records.ts';
import type { ChangedRecord } from './change.ts';

/** Who did it: an agent or a customer. */
export interface LogPerson {
  kind: 'agent' | 'contact';
  id: number;
}

/** Which part of the change log is meant; the address of its page says the same. */
export interface LogFilter {
  person?: LogPerson;
  record?: ChangedRecord;
  record_id?: number;
  /** One of the record's acts. */
  act?: string;
  /** Days of the account's time zone, both included: `2026-11-26`. */
  from?: string;
  until?: string;
}

export const logFilterNames = ['person', 'record', 'record_id', 'act', 'from', 'until'] as const;
type Asked = Partial<Record<(typeof logFilterNames)[number], string>>;

/** Reads a filter as an address or a form has it; what makes no sense is left out. */
export function readLogFilter(asked: Asked): LogFilter {
  const person = /^(agent|contact)-([1-9]\d{0,14})$/.exec(asked.person ?? '');
  const record = (Object.keys(actsOfRecords) as ChangedRecord[]).find((one) => one === asked.record);
  const record_id = /^[1-9]\d{0,14}$/.test(asked.record_id ?? '') ? Number(asked.record_id) : null;
  const isAct = record && (actsOfRecords[record] as readonly string[]).includes(asked.act ?? '');
  return {
    ...(person && { person: { kind: person[1] as LogPerson['kind'], id: Number(person[2]) } }),
    ...(record && { record }),
    ...(record && record_id && { record_id }),
    ...(isAct && { act: asked.act! }),
    ...(isDay(asked.from) && { from: asked.from }),
    ...(isDay(asked.until) && { until: asked.until }),
  };
}

/** The filter as the fields of an address or a form. */
export function logFilterFields({ person, record, record_id, act, from, until }: LogFilter): Record<string, string> {
  return {
    ...(person && { person: `${person.kind}-${person.id}` }),
    ...(record && { record }),
    ...(record_id && { record_id: String(record_id) }),
    ...(act && { act }),
    ...(from && { from }),
    ...(until && { until }),
  };
}

/** The page of the change log with a filter. */
export function pathOfLog(filter: LogFilter, after?: string): string {
  const query = new URLSearchParams({ ...logFilterFields(filter), ...(after && { after }) }).toString();
  return `/settings/change-log${query ? `?${query}` : ''}`;
}
