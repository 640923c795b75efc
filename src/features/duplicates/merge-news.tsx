import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { MergeNews as News } from './find-merge-news.ts';
import type { LikelyDuplicate } from './list-duplicates-of.ts';

interface Props {
  contact_id: number;
  /** What was just merged into him or parted from him, or who led here. */
  news: News | null;
  likely: readonly LikelyDuplicate[];
  mayMerge: boolean;
}

/** Above the cards of a contact: a merge and its undo, and who may be the same person. */
export function MergeNews({ contact_id, news, likely, mayMerge }: Props) {
  const t = useTranslations('duplicates');
  return (
    <>
      {news?.kind === 'merged' && (
        <Notice tone="success" isNews actions={mayMerge && news.merge_id !== null && <Undo merge_id={news.merge_id} />}>
          {t('merged', { other: news.name })}
        </Notice>
      )}
      {news?.kind === 'unmerged' && (
        <Notice
          tone="success"
          isNews
          actions={<ButtonLink to={`/contacts/${news.other_id}`}>{t('open_other')}</ButtonLink>}
        >
          {t('undone', { name: news.name })}
        </Notice>
      )}
      {news === null && likely.length > 0 && (
        <Notice
          actions={
            mayMerge && (
              <ButtonLink to={`/contacts/${contact_id}/merge/${likely[0]!.contact_id}`} size="small">
                {t('compare')}
              </ButtonLink>
            )
          }
        >
          {t.rich('might_be', {
            names: () =>
              likely.map((other, place) => (
                <span key={other.contact_id}>
                  {place > 0 && ', '}
                  <Link to={`/contacts/${other.contact_id}`}>{other.name}</Link> (
                  {other.reasons.map((reason) => t(`reasons.${reason}`)).join(' · ')})
                </span>
              )),
          })}
        </Notice>
      )}
    </>
  );
}

function Undo({ merge_id }: { merge_id: number }) {
  const t = useTranslations('duplicates');
  return (
    <Form intent="unmerge" layout="bare">
      <input type="hidden" name="merge_id" value={merge_id} />
      <SubmitButton kind="default" icon="undo">
        {t('undo')}
      </SubmitButton>
    </Form>
  );
}
