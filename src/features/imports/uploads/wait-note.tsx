import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import css from './wait-note.module.css';

/** What a check of contacts waits for, and the way there. */
export function WaitNote({ id, file_name }: { id: number; file_name: string }) {
  const t = useTranslations('imports.work');
  const sentence = t.rich('awaits', {
    file: file_name,
    link: (words) => (
      <Link to={`/imports/${id}`} className={css.file}>
        {words}
      </Link>
    ),
  });
  return <span>{sentence}</span>;
}
