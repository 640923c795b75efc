import { useFormatter, useTranslations } from 'use-intl';
import { Card } from '#ui/card.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { useReasonWords } from './act-words.ts';
import type { BulkActName } from './acts/all-acts.ts';
import type { RowReason } from './acts/bulk-act.ts';

interface Props {
  act: BulkActName;
  left_out: readonly { reason: RowReason; count: number }[];
}

/** Who would be left as he is, and why. */
export function LeftOut({ act, left_out }: Props) {
  const t = useTranslations('bulk_actions');
  const wordsOf = useReasonWords();
  const format = useFormatter();
  const entries = left_out.map(({ reason, count }) => ({
    key: reason,
    label: wordsOf(act, reason),
    value: format.number(count),
  }));
  return (
    <Card title={t('left_out_list')}>
      {entries.length > 0 ? <KeyValueList entries={entries} /> : <p>{t('nobody_left_out')}</p>}
    </Card>
  );
}
