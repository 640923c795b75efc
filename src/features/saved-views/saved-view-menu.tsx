import { useEffect, useId } from 'react';
import { useFetcher, useNavigate, useSubmit } from 'react-router';
import { useTranslations } from 'use-intl';
import { Dialog } from '#ui/dialog.tsx';
import { Form, type FormFailure } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Menu, MenuButton } from '#ui/menu.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import { useToast } from '#ui/toast.tsx';
import { listPaths, type SavedView } from './saved-view.ts';

/** What can be done with the view that is open: another name, for everybody or not, away with it. */
export function SavedViewMenu({ view, canShare }: { view: SavedView; canShare: boolean }) {
  const t = useTranslations('saved_views');
  const id = useId();
  const say = useToast();
  const navigate = useNavigate();
  // Not the fetcher's: it goes with this menu, which is no longer there when somebody undoes the deletion.
  const submit = useSubmit();
  const fetcher = useFetcher<{ deleted?: SavedView | null; failure?: FormFailure }>();
  const deleted = fetcher.data?.deleted;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per deletion, not per drawing
  useEffect(() => {
    if (!deleted) return;
    const { record, name, is_shared, query } = deleted;
    const restored = { intent: 'create', record, name, query, ...(is_shared && { is_shared: 'Y' }) };
    const onUndo = () => submit(restored, { method: 'post', action: '/saved-views' });
    say({ text: t('deleted', { name }), onUndo });
    navigate(listPaths[record]);
  }, [deleted]);
  const send = (given: Record<string, string>) =>
    fetcher.submit({ id: String(view.id), ...given }, { method: 'post', action: '/saved-views' });
  return (
    <>
      <Menu label={t('options', { name: view.name })} kind="quiet">
        <MenuButton icon="edit" commandfor={id} command="show-modal">
          {t('rename')}
        </MenuButton>
        {canShare && (
          <MenuButton icon="people" onClick={() => send({ intent: 'update', is_shared: view.is_shared ? 'N' : 'Y' })}>
            {t(view.is_shared ? 'unshare' : 'share')}
          </MenuButton>
        )}
        <MenuButton icon="trash" tone="danger" onClick={() => send({ intent: 'delete' })}>
          {t('delete')}
        </MenuButton>
      </Menu>
      <Dialog id={id} title={t('rename')} size="small">
        <Form intent="update" action="/saved-views" fetcher={fetcher}>
          <input type="hidden" name="id" value={view.id} />
          <TextField name="name" label={t('fields.name')} defaultValue={view.name} maxLength={60} isRequired />
          <FormActions>
            <SubmitButton>{t('rename')}</SubmitButton>
          </FormActions>
        </Form>
      </Dialog>
    </>
  );
}
