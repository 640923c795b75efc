import { type ReactNode, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { DropZone } from '#ui/drop-zone.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { ProgressBar } from '#ui/progress-bar.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { type UploadProgress, uploadFile } from '#ui/upload-file.ts';
import type { ImportedRecord } from './import.ts';

interface Answer {
  /** Where to go on. */
  to?: string;
  /** What was wrong, of a problem report (RFC 9457). */
  title?: string;
}

/** Takes a list by dropping or choosing it and shows how far it has come; without script it is a plain form. */
export function UploadForm({ record, hint }: { record: ImportedRecord; hint: ReactNode }) {
  const t = useTranslations('imports.upload');
  const navigate = useNavigate();
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const stopping = useRef<AbortController | null>(null);

  const send = async ([file]: File[]) => {
    if (!file || stopping.current) return;
    const controller = new AbortController();
    stopping.current = controller;
    setTrouble(null);
    setProgress({ sent_bytes: 0, total_bytes: file.size });
    try {
      const { answer } = await uploadFile(`/imports/upload?record=${record}`, file, {
        onProgress: setProgress,
        signal: controller.signal,
      });
      const { to, title } = (answer ?? {}) as Answer;
      if (to) return await navigate(to);
      setTrouble(title ?? t('broken'));
    } catch (error) {
      if ((error as Error).name !== 'AbortError') setTrouble(t('broken'));
    } finally {
      stopping.current = null;
      setProgress(null);
    }
  };

  return (
    <Form encType="multipart/form-data" layout="bare" reloadDocument>
      {trouble && (
        <Notice tone="danger" isNews>
          {trouble}
        </Notice>
      )}
      <DropZone
        name="file"
        label={t('choose')}
        hint={hint}
        accept=".csv,.tsv,.tab,.txt,.xlsx,.xlsm"
        isDisabled={progress !== null}
        onFiles={send}
      />
      {progress && <Sending progress={progress} onStop={() => stopping.current?.abort()} />}
      <noscript>
        <SubmitButton>{t('send')}</SubmitButton>
      </noscript>
    </Form>
  );
}

function Sending({ progress, onStop }: { progress: UploadProgress; onStop: () => void }) {
  const t = useTranslations('imports.upload');
  const format = useFormatter();
  const { sent_bytes, total_bytes } = progress;
  const megabytes = (bytes: number) => format.number(bytes / 1024 ** 2, { maximumFractionDigits: 1 });
  const isReading = sent_bytes >= total_bytes;
  return (
    <div>
      <ProgressBar
        label={isReading ? t('reading') : t('sending')}
        done={isReading ? null : sent_bytes}
        total={total_bytes}
      >
        {t('sent', { sent: megabytes(sent_bytes), total: megabytes(total_bytes) })}
      </ProgressBar>
      <Button type="button" kind="quiet" size="small" onClick={onStop}>
        {t('stop')}
      </Button>
    </div>
  );
}
