import { allow, type Context } from '#platform/context.ts';
import { type WrittenCell, writeCsv } from '#platform/tables/write-csv.ts';
import type { AccessFilter } from './access-filter.ts';
import { type AccessPage, type ListedAccess, listAccessRecords } from './list-access-records.ts';
import { recordAccess } from './record-access.ts';

const pageSize = 1_000;
const columns = [
  'id',
  'at',
  'kind',
  'agent_id',
  'agent',
  'contact_id',
  'contact',
  'ip',
  'rows',
  'columns',
  'reason',
] as const;

/**
 * What a filter means of the access records, as a CSV that is read page by page while it is sent. That it was taken out is
 * an access record itself, from before it begins. Needs `access_records.view`.
 */
export async function writeAccessRecords(ctx: Context, filter: AccessFilter): Promise<AsyncIterable<Uint8Array>> {
  allow(ctx, 'access_records.view');
  const first = await listAccessRecords(ctx, { ...filter, limit: pageSize });
  await recordAccess(ctx, { kind: 'access_records_exported', details: { columns } });
  return writeCsv(lines(ctx, filter, first));
}

async function* lines(ctx: Context, filter: AccessFilter, first: AccessPage): AsyncGenerator<WrittenCell[][]> {
  yield [[...columns]];
  for (let page = first; ; ) {
    yield page.records.map(lineOf);
    if (page.next === null) return;
    page = await listAccessRecords(ctx, { ...filter, after: page.next, limit: pageSize });
  }
}

function lineOf({ id, at, kind, agent_id, agent_name, contact_id, contact_name, ip, details }: ListedAccess) {
  const who = [agent_id ?? '', agent_name ?? ''];
  const whom = [contact_id ?? '', contact_name ?? ''];
  const much = [details?.rows ?? '', details?.columns?.join(', ') ?? '', details?.reason ?? ''];
  return [id, at.toISOString(), kind, ...who, ...whom, ip ?? '', ...much];
}
