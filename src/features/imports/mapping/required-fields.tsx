import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ImportedRecord } from '#features/imports/import.ts';
import { suffixOf } from '#features/imports/suffix-of.ts';
import { Notice } from '#ui/notice.tsx';

interface Props {
  record: ImportedRecord;
  /** The account's fields without which no record may be made. */
  required: readonly { ref: string; label: string }[];
  /** The fields that columns go to when the page opens. */
  chosen: readonly string[];
}

/** Says beforehand which required fields no column goes to; hears while they are chosen in the form around it. */
export function RequiredFields({ record, required, chosen }: Props) {
  const t = useTranslations('imports.mapping');
  const place = useRef<HTMLDivElement>(null);
  const [refs, setRefs] = useState(chosen);
  useEffect(() => {
    const form = place.current?.closest('form');
    if (!form) return;
    const look = () => setRefs(new FormData(form).getAll('field').map(String));
    form.addEventListener('change', look);
    return () => form.removeEventListener('change', look);
  }, []);
  const missing = required.filter(({ ref }) => !refs.includes(ref)).map(({ label }) => label);
  return (
    <div ref={place} hidden={missing.length === 0}>
      <Notice tone="warning" title={t(`required_missing${suffixOf(record)}`, { fields: missing.join(', ') })}>
        {t(`required_missing_hint${suffixOf(record)}`)}
      </Notice>
    </div>
  );
}
