import { updateAccount } from '#features/accounts/update-account.ts';
import { signInAgent } from '#features/agents/sign-in-agent.ts';
import { makeMonths } from '#features/change-log/make-months.ts';
import { createCompany } from '#features/companies/create-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { sendPasswordReset } from '#features/portal-access/send-password-reset.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import { countPortalStates } from '#features/reports/count-portal-states.ts';
import { createAccountWithOwner } from '#features/setup/create-account-with-owner.ts';
import type { SettableClock } from '#platform/clock.ts';
import type { Caller, Context } from '#platform/context.ts';
import type { Worker } from '#platform/queue/worker.ts';
import { countDays } from './count-days.ts';
import { createDice } from './dice.ts';
import { editContacts } from './edit-contacts.ts';
import { importSampleList, listRows, registerRows } from './import-sample-list.ts';
import { inviteSampleAgents, sampleAgents, samplePassword } from './sample-agents.ts';
import { sampleCompanies } from './sample-companies.ts';
import { listSampleContacts, type SampleContact, samplePlans } from './sample-contacts.ts';
import { followLinks, inviteEach, inviteMany, listWaiting, lockOut, strangerFrom } from './sample-invitations.ts';
import { createSampleTime, type SampleTime } from './sample-time.ts';
import { tendDirectory } from './tend-directory.ts';

/** The program that the account is made in. Nobody else uses it meanwhile: its clock is moved. */
export interface SampleMaru {
  contextOf(caller: Caller): Context;
  clock: SettableClock;
  worker: Worker;
}

/** Customers that agents have typed in, that came with the register of the former help desk and with a list, and on a list that nobody has imported yet. */
const counts = { typed: 130, listed: 270, registered: 4_614, waiting: 24 };
/** Of the register, who are invited first. */
const invitedOfRegister = 240;
/** Of the typed ones, who are invited to the portal in the first round. */
const invitedCount = 90;
const lockoutFailures = 5;

/**
 * Makes the account that the demo shows: a support team in Seoul and three months of its work, bilingual, done through
 * the acts that people use, the same every time but for the date. Persons and companies are made up; mails of the past
 * go to the mail server that the program has been given.
 */
export async function createSampleAccount(maru: SampleMaru, { public_url }: { public_url: string }): Promise<void> {
  const time = createSampleTime(maru.clock);
  const dice = createDice(2026);
  time.goTo({ days_ago: 92, hour: 10 });
  const ctx = await setUp(maru, public_url);
  const [admin, , supervisor, agent] = (await inviteSampleAgents(time, ctx)) as [Context, Context, Context, Context];
  await makeFields(time, admin);
  time.goTo({ days_ago: 90, hour: 9 });
  await makeCompanies(time, { admin, agent });
  const contacts = listSampleContacts(dice, counts.typed + counts.listed + counts.registered + counts.waiting);
  const typed = contacts.slice(0, counts.typed);
  const team = { ctx, supervisor, worker: maru.worker };
  const register = contacts.slice(counts.typed + counts.listed, -counts.waiting);
  await importSampleList(time, team, { name: '고객 대장 2024.csv', rows: registerRows(register), isRun: true });
  const ids = await typeIn(time, { ctx, agents: [agent, supervisor] }, typed);
  await countDays(time, ctx, { from: 52, until: 45 });
  time.goTo({ days_ago: 45, hour: 14 });
  const rows = listRows(contacts.slice(counts.typed, counts.typed + counts.listed), typed.slice(20, 36));
  const import_id = await importSampleList(time, team, { name: '고객 목록 (가을).csv', rows, isRun: true });
  await countDays(time, ctx, { from: 45, until: 44 });
  await inviteFirst(time, { ...team, admin, ids });
  await countDays(time, ctx, { from: 44, until: 40 });
  await inviteRegistered(time, team);
  await countDays(time, ctx, { from: 40, until: 36 });
  await editContacts(time, [agent, supervisor], { dice, ids });
  await tendDirectory(time, { supervisor, agent });
  await countDays(time, ctx, { from: 11, until: 9 });
  await inviteAgain(time, { ...team, agent, ids, import_id });
  const waiting = listRows(contacts.slice(-counts.waiting), typed.slice(60, 78));
  await importSampleList(time, team, { name: 'trade-fair-cards.csv', rows: waiting, isRun: false });
  await comeAndGo(time, { ...team, agent, contacts, ids });
  await countPortalStates(ctx);
  maru.clock.offset_ms = 0;
}

async function setUp(maru: SampleMaru, public_url: string): Promise<Context> {
  const nobody = maru.contextOf({ kind: 'system', account_id: 0, locale: 'en' });
  await makeMonths(nobody);
  const [{ name, email }] = sampleAgents;
  const { account_id } = await createAccountWithOwner(nobody, {
    name: 'Dalbit 달빛고객센터',
    language: 'en',
    country: 'KR',
    time_zone: 'Asia/Seoul',
    public_url,
    admin_name: name,
    admin_email: email,
    admin_password: samplePassword,
  });
  const ctx = maru.contextOf({ kind: 'system', account_id, locale: 'en' });
  // A day, so that whoever starts the demo in the morning still meets the locked-out customer in the afternoon.
  await updateAccount(ctx, {
    lockout_minutes: '1440',
    lockout_failures_count: String(lockoutFailures),
    support_email: 'help@dalbit.example',
    support_phone: '070-0000-1234',
  });
  return ctx;
}

async function makeFields(time: SampleTime, admin: Context): Promise<void> {
  time.pass({ minutes: 30 });
  const contract = { label_en: 'Contract no.', label_ko: '계약번호', is_shown_to_customers: 'true' };
  await createCustomField(admin, { record: 'contact', kind: 'text', ...contract });
  await createCustomField(admin, { record: 'contact', kind: 'checkbox', label_en: 'VIP', label_ko: 'VIP' });
  const plan = { label_en: 'Plan', label_ko: '요금제', choices: samplePlans.join('\n') };
  await createCustomField(admin, { record: 'contact', kind: 'dropdown', ...plan });
  await createCustomField(admin, { record: 'company', kind: 'number', label_en: 'Seats', label_ko: '이용 좌석 수' });
}

async function makeCompanies(time: SampleTime, { admin, agent }: { admin: Context; agent: Context }): Promise<void> {
  for (const [at, { stem, language: _, ...company }] of sampleCompanies.entries()) {
    const seats = { Free: 3, Team: 12, Business: 60, Enterprise: 400 }[company.account_tier]! + at;
    await createCompany(at % 4 ? admin : agent, {
      ...company,
      domains: `${stem}.example`,
      custom_fields: { seats: String(seats) },
    });
    time.pass({ minutes: 6 });
  }
}

/** Types contacts in over some weeks; gives their ids. */
async function typeIn(
  time: SampleTime,
  { ctx, agents }: { ctx: Context; agents: Context[] },
  contacts: readonly SampleContact[],
): Promise<number[]> {
  const ids: number[] = [];
  let today = 90;
  for (const [at, contact] of contacts.entries()) {
    if (at % 5 === 0) {
      const days_ago = 89 - Math.floor((at * 40) / contacts.length);
      await countDays(time, ctx, { from: today, until: days_ago });
      time.goTo({ days_ago, hour: 9 + (at % 8) });
      today = days_ago;
    }
    time.pass({ minutes: 9 });
    const { plan, contract_no, is_vip, ...fields } = contact;
    const custom_fields = { plan, contract_no, vip: String(is_vip) };
    ids.push((await createContact(agents[at % agents.length]!, { ...fields, custom_fields })).id);
  }
  return ids;
}

interface Invitations {
  ctx: Context;
  supervisor: Context;
  worker: Worker;
  ids: readonly number[];
}

/** The first round, six weeks ago: half of those who were invited came, a few only looked, the others' links ran out. */
async function inviteFirst(time: SampleTime, { ctx, admin, ...more }: Invitations & { admin: Context }): Promise<void> {
  time.goTo({ days_ago: 44, hour: 9 });
  await switchMail(admin, { is_on: true });
  const invited = more.ids.slice(0, invitedCount);
  await inviteMany(time, { ...more, selection: { ids: invited } });
  const links = [...(await listWaiting(ctx)).values()].sort((a, b) => a.contact_id - b.contact_id);
  await followLinks(time, ctx, { links: links.slice(0, 24), minutes: 190, accept: true });
  await followLinks(time, ctx, { links: links.slice(24, 34), minutes: 41, accept: false });
}

/** Some of the register are asked too: a few come, the others' links run out. */
async function inviteRegistered(
  time: SampleTime,
  team: { ctx: Context; supervisor: Context; worker: Worker },
): Promise<void> {
  time.goTo({ days_ago: 40, hour: 10 });
  const asked = readContactFilter({
    where: ['source:is:import', 'custom_fields.plan:is:Enterprise'],
    sort: 'created_at',
    order: 'ascending',
  });
  const ids: number[] = [];
  for (let after: string | null = null; ids.length < invitedOfRegister; ) {
    const page = await listContacts(team.supervisor, { ...asked, ...(after !== null && { after }) });
    ids.push(...page.rows.map(({ id }) => id));
    if (!page.next) break;
    after = page.next;
  }
  await inviteMany(time, { ...team, selection: { ids: ids.slice(0, invitedOfRegister) } });
  const invited = new Set(ids);
  const links = [...(await listWaiting(team.ctx)).values()].filter(({ contact_id }) => invited.has(contact_id));
  await followLinks(time, team.ctx, { links: links.slice(0, 36), minutes: 55, accept: true });
  await followLinks(time, team.ctx, { links: links.slice(36, 60), minutes: 9, accept: false });
}

/** The second round: some get a fresh link, and the day before yesterday all of the list are asked. */
async function inviteAgain(
  time: SampleTime,
  { ctx, agent, ids, import_id, ...more }: Invitations & { agent: Context; import_id: number },
): Promise<void> {
  time.goTo({ days_ago: 9, hour: 10 });
  await inviteEach(time, agent, ids.slice(40, 48));
  await more.worker.runDue();
  const links = [...(await listWaiting(ctx)).values()];
  await followLinks(time, ctx, { links: links.slice(0, 4), minutes: 63, accept: true });
  await countDays(time, ctx, { from: 9, until: 2 });
  time.goTo({ days_ago: 2, hour: 9 });
  await inviteMany(time, { ...more, selection: { created_by_import_id: import_id } });
  const fresh = [...(await listWaiting(ctx)).values()];
  await followLinks(time, ctx, { links: fresh.slice(0, 8), minutes: 26, accept: true });
  await followLinks(time, ctx, { links: fresh.slice(8, 18), minutes: 17, accept: false });
}

/** The last two days: customers come back, one has forgotten his password, one is locked out, new ones are invited. */
async function comeAndGo(
  time: SampleTime,
  { ctx, agent, worker, contacts, ids }: Invitations & { agent: Context; contacts: readonly SampleContact[] },
): Promise<void> {
  await countDays(time, ctx, { from: 2, until: 1 });
  time.goTo({ days_ago: 1, hour: 9 });
  for (const [at, { email }] of contacts.slice(0, 4).entries()) {
    time.pass({ minutes: 38 });
    await signIn(strangerFrom(ctx, at + 1), { email, password: samplePassword, is_remembered: false, device: null });
  }
  for (const { email } of sampleAgents) {
    time.pass({ minutes: 13 });
    await signInAgent(strangerFrom(ctx, 4), { email, password: samplePassword, is_remembered: false, device: null });
  }
  await sendPasswordReset(agent, { contact_id: ids[12]! });
  time.goTo({ days_ago: 0, hour: 0 });
  await lockOut(ctx, { email: contacts[17]!.email, tries: lockoutFailures });
  await worker.runDue();
  // These stay in the outbox, as mails do where there is no mail server.
  await inviteEach(time, agent, ids.slice(-6));
}
