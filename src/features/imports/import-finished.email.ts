import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';
import { type FoundImport, findImport } from './find-import.ts';
import type { Counts } from './import.ts';

interface ImportFinishedFacts {
  name: string;
  file_name: string;
  state: 'done' | 'failed';
  counts: Counts;
  url: string;
}

/** “Your import is over”: the totals and the way to the rows that were refused. */
export const importFinishedEmail = email<{ import_id: number }, ImportFinishedFacts>({
  name: 'imports.finished',
  load: async (ctx: Context, { import_id }) => {
    const [found, account] = await Promise.all([findImport(ctx, { id: import_id }), findAccount(ctx)]);
    if (found.state !== 'done' && found.state !== 'failed') return null;
    const url = `${account.public_url}/imports/${import_id}`;
    return {
      name: found.agent_name ?? '',
      file_name: found.file_name,
      state: found.state,
      counts: countsOf(found),
      url,
    };
  },
  write: ({ name, file_name, state, counts, url }, t) => ({
    subject: t(`imports.emails.finished.subject_${state}`, { file_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t(`imports.emails.finished.text_${state}`, { file_name }) },
      {
        facts: (['rows', 'created', 'updated', 'unchanged', 'refused'] as const).map((count) => [
          t(`imports.counts.${count}`),
          t('imports.count', { count: counts[count] }),
        ]),
      },
      { button: t('imports.emails.finished.button'), url },
    ],
  }),
  example: (language) => ({
    name: language === 'ko' ? '김하늘' : 'Ruth King',
    file_name: language === 'ko' ? '고객 목록.xlsx' : 'customers.xlsx',
    state: 'done',
    counts: { rows: 10_000, created: 9_866, updated: 41, unchanged: 26, refused: 67, warned: 3 },
    url: 'https://help.example.com/imports/42',
  }),
});

function countsOf({ progress }: FoundImport): Counts {
  return progress.run ?? { rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0, warned: 0 };
}
