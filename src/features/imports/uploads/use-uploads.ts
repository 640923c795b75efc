import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { type ImportedRecord, mostFilesTogether } from '#features/imports/import.ts';
import { type UploadProgress, uploadFile } from '#ui/upload-file.ts';

interface Answer {
  id?: number;
  /** What was wrong, of a problem report (RFC 9457). */
  title?: string;
}

/** The file that is on its way. */
export interface Sending extends UploadProgress {
  name: string;
  /** 1-based, among `count`. */
  place: number;
  count: number;
}

interface Uploads {
  /** Null where nothing is on its way. */
  sending: Sending | null;
  /** Files that did not arrive, and why. */
  troubles: readonly { name: string; sentence: string }[];
  /** Those that did, where others did not. */
  arrived: { count: number; to: string } | null;
  send(files: File[]): Promise<void>;
  /** Stops the file that is on its way, and those after it. */
  stop(): void;
}

/**
 * Sends lists one after the other and goes on to the page of the first or, of several, of the upload that they make. Where some
 * do not arrive, it stays and says which and why.
 */
export function useUploads(record: ImportedRecord): Uploads {
  const t = useTranslations('imports.upload');
  const navigate = useNavigate();
  const [sending, setSending] = useState<Sending | null>(null);
  const [troubles, setTroubles] = useState<Uploads['troubles']>([]);
  const [arrivedIds, setArrivedIds] = useState<readonly number[]>([]);
  const stopping = useRef<AbortController | null>(null);

  const sendOne = async (
    file: File,
    query: URLSearchParams,
    place: Pick<Sending, 'place' | 'count'>,
  ): Promise<Answer> => {
    const { name, size } = file;
    setSending({ name, ...place, sent_bytes: 0, total_bytes: size });
    try {
      const { answer } = await uploadFile(`/imports/upload?${query}`, file, {
        onProgress: (progress) => setSending({ name, ...place, ...progress }),
        signal: stopping.current!.signal,
      });
      return { title: t('broken'), ...(answer as Answer | null) };
    } catch (error) {
      return { title: (error as Error).name === 'AbortError' ? t('stopped') : t('broken') };
    }
  };

  const sendAll = async (files: File[]): Promise<void> => {
    const failed: { name: string; sentence: string }[] = [];
    // What arrived before others failed is still theirs, so that those can come after.
    const ids = [...arrivedIds];
    const isOfSeveral = ids.length + files.length > 1;
    const { signal } = stopping.current!;
    for (const [at, file] of files.entries()) {
      const query = new URLSearchParams({ record, ...(isOfSeveral && { of_several: '' }) });
      if (ids[0] !== undefined) query.set('beside', String(ids[0]));
      const { id, title }: Answer = signal.aborted
        ? { title: t('stopped') }
        : await sendOne(file, query, { place: at + 1, count: files.length });
      if (id === undefined) failed.push({ name: file.name, sentence: title ?? t('broken') });
      else ids.push(id);
    }
    if (failed.length === 0) return navigate(pathOf(ids));
    // Whoever has stopped everything knows it.
    if (signal.aborted && ids.length === 0) return;
    setTroubles(failed);
    setArrivedIds(ids);
  };

  return {
    sending,
    troubles,
    arrived: arrivedIds.length > 0 ? { count: arrivedIds.length, to: pathOf(arrivedIds) } : null,
    stop: () => stopping.current?.abort(),
    async send(files) {
      if (files.length === 0 || stopping.current) return;
      if (arrivedIds.length + files.length > mostFilesTogether)
        return setTroubles([{ name: '', sentence: t('too_many', { most: mostFilesTogether }) }]);
      stopping.current = new AbortController();
      setTroubles([]);
      try {
        await sendAll(files);
      } finally {
        stopping.current = null;
        setSending(null);
      }
    },
  };
}

/** Where one goes on with a file, or with several. */
function pathOf(ids: readonly number[]): string {
  return ids.length > 1 ? `/imports/uploads/${ids[0]}` : `/imports/${ids[0]}/mapping`;
}
