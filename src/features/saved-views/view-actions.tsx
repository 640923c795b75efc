import { useFetcher } from 'react-router';
import { useTranslations } from 'use-intl';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { pathOfView } from './path-of-view.ts';
import { SaveView } from './save-view.tsx';
import type { SavedView } from './saved-view.ts';
import { SavedViewMenu } from './saved-view-menu.tsx';

interface Props {
  record: RecordName;
  /** The list's address behind the question mark, without the view that it came from. */
  query: string;
  /** The view that is open, if it is a kept one. */
  view: SavedView | null;
  canShare: boolean;
}

/** Keeps what the list shows as a view, or what has been changed of one; nothing where there is nothing to keep. */
export function ViewActions({ record, query, view, canShare }: Props) {
  const t = useTranslations('saved_views');
  const fetcher = useFetcher();
  const isChanged = view !== null && canonical(view.query) !== canonical(query);
  if (!view)
    return query === '' ? null : <SaveView record={record} query={query} canShare={canShare} label={t('save')} />;
  return (
    <>
      {isChanged && (
        <>
          <ButtonLink to={pathOfView(view)} kind="quiet" icon="undo">
            {t('reset')}
          </ButtonLink>
          {view.can_edit && (
            <Form intent="update" action="/saved-views" layout="bare" fetcher={fetcher}>
              <input type="hidden" name="id" value={view.id} />
              <input type="hidden" name="query" value={query} />
              <SubmitButton kind="default">{t('save_changes')}</SubmitButton>
            </Form>
          )}
          <SaveView record={record} query={query} canShare={canShare} label={t('copy')} />
        </>
      )}
      {view.can_edit && <SavedViewMenu view={view} canShare={canShare} />}
    </>
  );
}

/** Two addresses that show the same: their names may stand in another order, but not the conditions of a filter. */
function canonical(query: string): string {
  const params = [...new URLSearchParams(query)];
  const named = params.filter(([name]) => name !== 'where').sort();
  return JSON.stringify([named, params.filter(([name]) => name === 'where')]);
}
