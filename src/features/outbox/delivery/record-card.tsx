import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Badge, type BadgeTone } from '#ui/badge.tsx';
import { Card } from '#ui/card.tsx';
import { CopyButton } from '#ui/copy-button.tsx';
import type { Finding } from './judge-records.ts';
import css from './mail-check.module.css';

const tones: Record<Finding['kind'], BadgeTone> = { well: 'success', know: 'warning', trouble: 'danger' };

interface Props {
  record: 'spf' | 'dkim' | 'dmarc';
  /** The name that the record stands under. */
  name: string;
  finding: Finding;
  children?: ReactNode;
}

/** One record: how it stands, as it is, and what to add. */
export function RecordCard({ record, name, finding, children }: Props) {
  const t = useTranslations('mail_check');
  const words = useTranslations('mail_check.findings') as unknown as (code: string) => string;
  const { kind, code, found, suggested } = finding;
  return (
    <Card title={t(`records.${record}`)} actions={<Badge tone={tones[kind]}>{t(`kinds.${kind}`)}</Badge>}>
      <p>{words(code)}</p>
      {found !== null && <Text label={t('found')} text={found} />}
      {suggested !== null && (
        <>
          <Text label={`${t('add')} · ${t('name')}`} text={name} canCopy />
          <Text label={`${t('add')} · ${t('value')}`} text={suggested} canCopy />
        </>
      )}
      {children}
    </Card>
  );
}

function Text({ label, text, canCopy = false }: { label: string; text: string; canCopy?: boolean }) {
  return (
    <div className={css.record}>
      <p className={css.label}>{label}</p>
      <code>{text}</code>
      {canCopy && <CopyButton text={text} size="small" />}
    </div>
  );
}
