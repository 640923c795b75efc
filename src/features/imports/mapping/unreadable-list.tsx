import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { FormatForm } from './format-form.tsx';
import css from './import-mapping.module.css';

type Props = Parameters<typeof FormatForm>[0] & { fileName: string };

/** In place of the columns, while there is something wrong with the table: how else it may be read. */
export function UnreadableList({ fileName, ...format }: Props) {
  const t = useTranslations('imports');
  return (
    <>
      <PageHeader
        title={t('file_format.title')}
        beside={<span className={css.file}>{fileName}</span>}
        crumbs={[{ to: '/imports', label: t('title') }]}
      />
      <Page layout="wide">
        <FormatForm key={JSON.stringify(format.format)} {...format} />
        <Form intent="discard" layout="bare">
          <Button kind="quiet">{t('check.discard')}</Button>
        </Form>
      </Page>
    </>
  );
}
