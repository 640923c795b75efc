import { useTranslations } from 'use-intl';
import { CopyButton } from '#ui/copy-button.tsx';
import { Notice } from '#ui/notice.tsx';
import css from './board.module.css';

export interface ShownLink {
  contact_id: number;
  name: string;
  url: string | null;
  /** Why there is none, in a sentence. */
  refused: string | null;
}

/** Links that were just made, to be copied now or never: one by one, or all with their names as lines of a table. */
export function CopiedLinks({ links }: { links: readonly ShownLink[] }) {
  const t = useTranslations('invitation_board.copied');
  const made = links.filter(({ url }) => url !== null);
  const all = made.map(({ name, url }) => `${name}\t${url}`).join('\n');
  return (
    <Notice
      tone={made.length > 0 ? 'success' : 'warning'}
      title={t('title', { count: made.length })}
      isNews
      actions={made.length > 1 && <CopyButton text={all} label={t('all')} size="small" />}
    >
      <p>{t('hint')}</p>
      <ul className={css.links}>
        {links.map(({ contact_id, name, url, refused }) => (
          <li key={contact_id}>
            <strong>{name}</strong>
            {url === null ? <span>{refused}</span> : <code>{url}</code>}
            {url !== null && <CopyButton text={url} size="small" />}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
