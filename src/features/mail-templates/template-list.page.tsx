import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { useKindLabel } from '#features/outbox/mail-badge.tsx';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { languageNames } from '#platform/i18n/language-names.ts';
import { Badge, type BadgeTone } from '#ui/badge.tsx';
import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { type Column, Table } from '#ui/table.tsx';
import type { Route } from './+types/template-list.page.ts';
import { type ListedTemplate, listTemplates } from './list-templates.ts';
import { switchKind } from './switch-kind.ts';
import css from './template-list.module.css';

export const handle = { words: ['mail_templates', 'outbox'] };

export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const templates = await listTemplates(ctx);
  return { templates: templates.map((template, place) => ({ ...template, place })), locale: ctx.caller.locale };
}

export async function action(args: Route.ActionArgs) {
  const { on, off } = await formValues(args, ['on', 'off']);
  await switchKind(pageContext(args.context), { kind: on ?? off ?? '', is_on: on !== undefined });
  return null;
}

type Row = ListedTemplate & { place: number };

const tones: Record<Row['languages'][number]['state'], BadgeTone> = {
  shipped: 'neutral',
  own: 'accent',
  broken: 'danger',
};

/** Every mail that customers get: whose words it has in each language, and whether it is sent at all. */
export default function TemplateList({ loaderData: { templates, locale } }: Route.ComponentProps) {
  const t = useTranslations('mail_templates');
  const when = useTranslations('mail_templates.when') as unknown as (key: string) => string;
  const kindOf = useKindLabel();
  const columns: [Column<Row>, ...Column<Row>[]] = [
    { key: 'mail', header: t('mail'), cell: ({ kind }) => kindOf(kind) },
    {
      key: 'when',
      header: t('sent_when'),
      cell: ({ kind, is_off }) => (
        <span className={css.when}>
          {is_off && <Badge tone="warning">{t('is_off')}</Badge>} {when(kind.replaceAll('.', '_'))}
        </span>
      ),
      width: 'wide',
    },
    {
      key: 'words',
      header: t('words'),
      cell: ({ kind, languages }) => (
        <span className={css.languages}>
          {languages.map(({ language, state }) => (
            <Link key={language} to={`/settings/mail-templates/${kind}/${language}`}>
              <span lang={language}>{languageNames[language]}</span>
              <Badge tone={tones[state]} isQuiet>
                {t(`states.${state}`)}
              </Badge>
            </Link>
          ))}
        </span>
      ),
    },
    {
      key: 'switch',
      header: t('automatic'),
      cell: (row) => (row.is_automatic ? <Switch {...row} /> : <span className={css.quiet}>{t('on_request')}</span>),
    },
  ];
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Page layout="list">
        {templates.some(({ languages }) => languages.some(({ state }) => state === 'broken')) && (
          <div className={css.notice}>
            <Notice tone="danger">{t('broken_hint')}</Notice>
          </div>
        )}
        <Table
          caption={t('title')}
          columns={columns}
          rows={templates}
          idOf={({ place }) => place}
          nameOf={({ kind }) => kindOf(kind)}
          pathOf={({ kind }) => `/settings/mail-templates/${kind}/${locale}`}
        />
      </Page>
    </>
  );
}

function Switch({ kind, is_off }: Row) {
  const t = useTranslations('mail_templates');
  const kindOf = useKindLabel();
  return (
    <Form layout="bare">
      <Button
        name={is_off ? 'on' : 'off'}
        value={kind}
        size="small"
        aria-label={t(is_off ? 'switch_on_label' : 'switch_off_label', { kind: kindOf(kind) })}
      >
        {t(is_off ? 'switch_on' : 'switch_off')}
      </Button>
    </Form>
  );
}
