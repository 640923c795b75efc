import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import type { Context } from '#platform/context.ts';
import { countDays } from './count-days.ts';
import type { Dice } from './dice.ts';
import { sampleCompanies } from './sample-companies.ts';
import type { SampleTime } from './sample-time.ts';

/** Fifty edits of five weeks, so that timelines have something to tell: new numbers, titles, companies, addresses. */
export async function editContacts(
  time: SampleTime,
  agents: Context[],
  { dice, ids }: { dice: Dice; ids: readonly number[] },
): Promise<void> {
  for (let at = 0; at < 50; at++) {
    const days_ago = 36 - Math.floor(at / 2);
    if (at % 2 === 0) await countDays(time, agents[0]!, { from: days_ago + 1, until: days_ago });
    time.goTo({ days_ago, hour: 9 });
    time.pass({ minutes: 25 + dice.number(60) });
    const agent = agents[at % agents.length]!;
    // The first two are whom the demo presents.
    const id = at < 4 ? ids[at % 2]! : ids[dice.number(ids.length)]!;
    const { language, memberships } = await findContact(agent, { id });
    const number = `010-0${dice.number(900) + 100}-${dice.number(9_000) + 1_000}`;
    const isKorean = language === 'ko';
    const edits = [
      () => updateContact(agent, { id, mobile: number }),
      () => updateContact(agent, { id, job_title: isKorean ? '운영총괄' : 'Chief of Staff' }),
      () => updateContact(agent, { id, custom_fields: { plan: 'Enterprise', vip: 'true' } }),
      () =>
        updateContact(agent, {
          id,
          description: isKorean ? '연말에 계약을 갱신합니다.' : 'Renews at the end of the year.',
        }),
      () => updateContact(agent, { id, company: childOf(memberships[0]?.company) ?? null, mobile: number }),
      () => addContactEmail(agent, { contact_id: id, email: `contact${id}@letterbox.example` }),
    ];
    await edits[at % edits.length]!();
  }
}

function childOf(company: string | undefined): string | undefined {
  return (company && sampleCompanies.find(({ parent_company }) => parent_company === company)?.name) || company;
}
