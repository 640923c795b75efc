import { useId } from 'react';
import { useFetcher } from 'react-router';
import { useTranslations } from 'use-intl';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import { Button } from '#ui/button.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Form, type FormFailure } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';

interface Props {
  record: RecordName;
  query: string;
  canShare: boolean;
  label: string;
}

/** Keeps what the list shows under a name: the button and the dialog that asks for it. */
export function SaveView({ record, query, canShare, label }: Props) {
  const t = useTranslations('saved_views');
  const id = useId();
  const fetcher = useFetcher<{ failure?: FormFailure }>();
  return (
    <>
      <Button type="button" kind="quiet" icon="star" commandfor={id} command="show-modal">
        {label}
      </Button>
      <Dialog id={id} title={t('save_title')} size="small">
        <Form intent="create" action="/saved-views" fetcher={fetcher}>
          <p>{t('save_hint')}</p>
          <input type="hidden" name="record" value={record} />
          <input type="hidden" name="query" value={query} />
          <TextField name="name" label={t('fields.name')} hint={t('name_hint')} maxLength={60} isRequired />
          {canShare && <Checkbox name="is_shared" label={t('fields.is_shared')} hint={t('shared_hint')} value="Y" />}
          <FormActions>
            <SubmitButton>{t('save')}</SubmitButton>
          </FormActions>
        </Form>
      </Dialog>
    </>
  );
}
