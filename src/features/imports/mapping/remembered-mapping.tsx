import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { useIntent } from '#ui/use-intent.ts';
import css from './import-mapping.module.css';

/** Says that the columns mean what they meant in an earlier file with the same headers, and how to forget that. */
export function RememberedMapping({ file_name, used_at }: { file_name: string; used_at: string }) {
  const t = useTranslations('imports.mapping');
  const format = useFormatter();
  const { isSending } = useIntent();
  const date = format.dateTime(new Date(used_at), { dateStyle: 'long' });
  return (
    <Form layout="bare">
      <div className={css.remembered}>
        {/* Browsers differ from the server in blanks of dates. */}
        <p suppressHydrationWarning>{t('remembered', { date, file: file_name })}</p>
        <Button name="intent" value="guess_again" kind="link" size="small" isBusy={isSending('guess_again')}>
          {t('guess_again')}
        </Button>
      </div>
    </Form>
  );
}
