import { checkImport } from '#features/imports/check-import.ts';
import { createImport } from '#features/imports/create-import.ts';
import { startImport } from '#features/imports/start-import.ts';
import type { Context } from '#platform/context.ts';
import type { Worker } from '#platform/queue/worker.ts';
import { writeCsv } from '#platform/tables/write-csv.ts';
import type { SampleContact } from './sample-contacts.ts';
import type { SampleTime } from './sample-time.ts';

const columns = {
  이름: 'name',
  이메일: 'email',
  전화번호: 'phone',
  휴대폰: 'mobile',
  회사: 'company',
  직함: 'job_title',
  언어: 'language',
  태그: 'tags',
  계약번호: 'contract_no',
  요금제: 'plan',
  VIP: 'is_vip',
  메모: 'description',
} as const satisfies Record<string, keyof SampleContact>;

type Row = Record<keyof SampleContact, string>;

/** Uploads a list and has it checked; `isRun` also runs it, otherwise it waits for somebody who says so. Gives the import's id. */
export async function importSampleList(
  time: SampleTime,
  { supervisor, worker }: { supervisor: Context; worker: Worker },
  { name, rows, isRun }: { name: string; rows: readonly Row[]; isRun: boolean },
): Promise<number> {
  const lines = [Object.keys(columns), ...rows.map((row) => Object.values(columns).map((field) => row[field]))];
  const { id } = await createImport(supervisor, { name, bytes: writeCsv([lines]) });
  time.pass({ minutes: 2 });
  await checkImport(supervisor, { id });
  await worker.runDue();
  if (!isRun) return id;
  time.pass({ minutes: 6 });
  await startImport(supervisor, { id });
  await worker.runDue();
  return id;
}

/** A list as people keep one: new customers, some who are known already, and rows that nobody could take. */
export function listRows(fresh: readonly SampleContact[], known: readonly SampleContact[]): Row[] {
  const rows = fresh.map(rowOf);
  for (const [at, contact] of known.entries()) rows.splice(2 + at * 5, 0, changed(rowOf(contact), at));
  const spoil: Partial<Row>[] = [
    { email: 'jiwoo.park@' },
    { email: '정도윤 dalmuri.example' },
    { email: 'ingrid.fenn(at)larkhollow.example' },
    { company: '너울소프트웨어랩' },
    { company: 'Brightwater Ferries' },
    { plan: 'Platinum' },
    { is_vip: '미정' },
    { name: '', email: 'info@jongibae.example' },
    { language: '프랑스어' },
  ];
  for (const [at, spoilt] of spoil.slice(0, Math.ceil(rows.length / 32)).entries()) {
    const row = rowOf(fresh[at * 3]!);
    rows.splice(11 + at * 23, 0, { ...row, email: `again.${row.email}`, ...spoilt });
  }
  // What spreadsheet programs do to numbers, and one that leads to a switchboard.
  const damaged: [at: number, damage: Partial<Row>][] = [
    [4, { mobile: '1001234567' }],
    [26, { mobile: '8.2E+11' }],
    [40, { phone: '1588-0000' }],
  ];
  for (const [at, damage] of damaged) rows[at] = { ...rows[at]!, ...damage };
  return rows;
}

/** The register of a former help desk: everybody once, and some twice, as registers have them: with another address or another spelling of it. */
export function registerRows(contacts: readonly SampleContact[]): Row[] {
  const rows = contacts.map(rowOf);
  const twice = contacts
    .filter((_, at) => at % 330 === 7)
    .map((contact, at) => {
      const [local, domain] = contact.email.split('@') as [string, string];
      const email = at % 2 ? `${local.replace('.', '')}@${domain}` : `${local}@letterbox.example`;
      return rowOf({ ...contact, email, contract_no: '', description: '' });
    });
  return [...rows, ...twice];
}

/** What a newer list says of somebody who is known: every fifth time nothing new. */
function changed(row: Row, at: number): Row {
  const isKorean = row.language === '한국어';
  const news: Partial<Row>[] = [
    {},
    { job_title: isKorean ? '부장' : 'Regional Manager', tags: isKorean ? '승진' : 'promoted' },
    { mobile: `010-0222-${1000 + at * 137}` },
    { plan: 'Enterprise', is_vip: 'O' },
    {
      description: isKorean ? '내년에 계약을 늘릴 예정입니다.' : 'Plans to extend the contract next year.',
      tags: '2026',
    },
  ];
  return { ...row, ...news[at % news.length] };
}

/** A contact as a row of such a list. */
function rowOf(contact: SampleContact): Row {
  return { ...contact, language: contact.language === 'ko' ? '한국어' : '영어', is_vip: contact.is_vip ? 'O' : 'X' };
}
