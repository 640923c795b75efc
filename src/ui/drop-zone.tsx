import { type DragEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import css from './drop-zone.module.css';
import { FieldError } from './field.tsx';
import { useFieldState } from './form.tsx';
import { Icon } from './icon.tsx';

interface Props {
  name: string;
  label: string;
  /** Kinds and limits in words, told before anything is sent. */
  hint: ReactNode;
  /** As an input's `accept`: `.csv,.tsv,.xlsx`. */
  accept: string;
  isDisabled?: boolean;
  /** Takes several files at once, where there is script: a form alone could not say what becomes of each. */
  takesSeveral?: boolean;
  /** Called with what was dropped or chosen; left out, the file goes with its form. */
  onFiles?: (files: File[]) => void;
}

/** A place to drop files on or to choose them with; without script it is the browser's own file field. */
export function DropZone({ name, label, hint, accept, isDisabled, takesSeveral = false, onFiles }: Props) {
  const t = useTranslations('ui.file');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const [hasScript, setHasScript] = useState(false);
  const { error } = useFieldState(name);

  const take = (files: FileList | null) => {
    if (!files?.length) return;
    setChosen([...files].map((file) => file.name).join(', '));
    onFiles?.([...files]);
  };
  useEffect(() => setHasScript(true), []);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (isDisabled || !input.current) return;
    input.current.files = event.dataTransfer.files;
    take(event.dataTransfer.files);
  };
  return (
    <div className={css.field} id={`field-${name}`}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the input inside is the first */}
      <div
        className={css.zone}
        data-over={isOver ? '' : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name={chosen ? 'file' : 'upload'} size={24} />
        <label htmlFor={id} className={css.label}>
          {chosen ?? label}
        </label>
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
        <input
          ref={input}
          id={id}
          type="file"
          name={name}
          accept={accept}
          multiple={takesSeveral && hasScript}
          disabled={isDisabled}
          className={css.input}
          aria-describedby={`${id}-hint${error ? ` ${id}-error` : ''}`}
          title={t('choose')}
          onChange={(event) => take(event.currentTarget.files)}
        />
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}
