import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import type { PdfBlock } from '#platform/pdf/pdf-document.ts';
import { writePdf } from '#platform/pdf/write-pdf.ts';
import { datesOf } from './dates-of.ts';
import { type FoundErasure, findErasure } from './list-erasures.ts';

/** The certificate of an erasure as PDF, in the reader's language. It names nobody but the agent who did it. */
export async function writeCertificate(
  ctx: Context,
  { id }: { id: number },
): Promise<{ name: string; bytes: Uint8Array }> {
  const { t } = ctx;
  const { locale } = ctx.caller;
  const erasure = await findErasure(ctx, { id });
  const account = await findAccount(ctx);
  const { reference, mode, reason, places, lifted } = erasure;
  const dates = datesOf({ locale, time_zone: account.time_zone });
  const title = t('privacy.certificate.title');
  const until = t('privacy.certificate.backups_hint', { date: dates.day(erasure.backups_until) });
  const notes: PdfBlock[] = [
    ...(places.some(({ place }) => place === 'tombstones') ? [t('privacy.certificate.tombstone')] : []),
    ...(places.some(({ done }) => done === 'left') ? [t('privacy.certificate.left')] : []),
  ].map((text) => ({ kind: 'text', text }));
  const bytes = await writePdf({
    title,
    subtitle: t('privacy.certificate.subtitle', { account: account.name }),
    language: locale,
    footer: `${title} · ${reference}`,
    created_at: ctx.clock.now(),
    blocks: [
      { kind: 'heading', text: t('privacy.certificate.facts') },
      {
        kind: 'facts',
        rows: [
          [t('privacy.certificate.reference'), reference],
          [t('privacy.certificate.account'), account.name],
          [t('privacy.certificate.erased_at'), dates.moment(erasure.erased_at)],
          [t('privacy.certificate.by'), erasure.agent_name ?? t('privacy.list.system')],
          [t('privacy.certificate.mode'), t(`privacy.modes.${mode}`)],
          ...(reason === null ? [] : [[t('privacy.certificate.reason'), reason] as const]),
          [t('privacy.certificate.backups_until'), until],
        ],
      },
      { kind: 'heading', text: t('privacy.certificate.places') },
      {
        kind: 'table',
        columns: [
          { header: t('privacy.erase.place'), width: 6 },
          { header: t('privacy.erase.done'), width: 3 },
          { header: t('privacy.erase.count'), width: 1.5, isNumeric: true },
        ],
        rows: places.map(({ place, done, count }) => [
          t(`privacy.places.${place}`),
          t(`privacy.done.${done}`),
          dates.number(count),
        ]),
      },
      ...notes,
      ...liftedBlocks(ctx, lifted, dates),
    ],
  });
  return { name: `${reference}.pdf`, bytes };
}

/** That he was let in again, when, by whom and why. */
function liftedBlocks({ t }: Context, lifted: FoundErasure['lifted'], dates: ReturnType<typeof datesOf>): PdfBlock[] {
  if (lifted.length === 0) return [];
  const rows = lifted.map(({ at, agent_name, reason }): [string, string] => {
    const who = agent_name ?? t('privacy.list.system');
    return [
      dates.moment(at),
      reason === null ? t('privacy.certificate.lifted_himself') : t('privacy.certificate.lifted_by', { who, reason }),
    ];
  });
  return [
    { kind: 'heading', text: t('privacy.certificate.lifted') },
    { kind: 'facts', rows },
  ];
}
