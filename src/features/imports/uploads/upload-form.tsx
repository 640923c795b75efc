import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { ImportedRecord } from '#features/imports/import.ts';
import { Button } from '#ui/button.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { DropZone } from '#ui/drop-zone.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { ProgressBar } from '#ui/progress-bar.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { type Sending, useUploads } from './use-uploads.ts';

/**
 * Takes a list, or several that belong together, by dropping or choosing and shows how far they have come; without script it
 * is a plain form for one.
 */
export function UploadForm({ record, hint }: { record: ImportedRecord; hint: ReactNode }) {
  const t = useTranslations('imports.upload');
  const { sending, troubles, arrived, send, stop } = useUploads(record);
  return (
    <Form encType="multipart/form-data" layout="bare" reloadDocument>
      {troubles.length > 0 && (
        <Notice
          tone="danger"
          isNews
          actions={
            arrived && (
              <ButtonLink to={arrived.to} size="small">
                {t('go_on', { count: arrived.count })}
              </ButtonLink>
            )
          }
        >
          {troubles.map(({ name, sentence }) => (
            <p key={name}>{name && (troubles.length > 1 || arrived) ? `${name}: ${sentence}` : sentence}</p>
          ))}
        </Notice>
      )}
      <DropZone
        name="file"
        label={t('choose')}
        hint={hint}
        accept=".csv,.tsv,.tab,.txt,.xlsx,.xlsm"
        takesSeveral
        isDisabled={sending !== null}
        onFiles={send}
      />
      {sending && <HowFar sending={sending} onStop={stop} />}
      <noscript>
        <SubmitButton>{t('send')}</SubmitButton>
      </noscript>
    </Form>
  );
}

function HowFar({ sending, onStop }: { sending: Sending; onStop: () => void }) {
  const t = useTranslations('imports.upload');
  const format = useFormatter();
  const { name, place, count, sent_bytes, total_bytes } = sending;
  const megabytes = (bytes: number) => format.number(bytes / 1024 ** 2, { maximumFractionDigits: 1 });
  const isReading = sent_bytes >= total_bytes;
  const sent = t('sent', { sent: megabytes(sent_bytes), total: megabytes(total_bytes) });
  return (
    <div>
      <ProgressBar
        label={isReading ? t('reading') : t('sending')}
        done={isReading ? null : sent_bytes}
        total={total_bytes}
      >
        {count > 1 ? `${t('file_of', { place, count, name })} · ${sent}` : sent}
      </ProgressBar>
      {!isReading && (
        <Button type="button" kind="quiet" size="small" onClick={onStop}>
          {t('stop')}
        </Button>
      )}
    </div>
  );
}
