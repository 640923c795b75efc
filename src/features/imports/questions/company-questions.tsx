import { useTranslations } from 'use-intl';
import type { ImportedRecord } from '#features/imports/import.ts';
import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { Icon } from '#ui/icon.tsx';
import { useIntent } from '#ui/use-intent.ts';
import css from './check-questions.module.css';
import type { AlikeCompany } from './list-alike-companies.ts';
import type { Questions } from './read-questions.ts';

/** Companies of the file that are like known ones, each once, with what is to become of it. */
export function CompanyQuestions(props: Questions & { record: ImportedRecord }) {
  const { record, companies, total_count, unanswered_count, can_create_companies } = props;
  const t = useTranslations('imports.questions');
  const { isSending } = useIntent();
  const hidden_count = total_count - companies.length;
  return (
    <details className={css.question} open={unanswered_count > 0}>
      <summary>
        <Icon name="building" />
        <strong>
          {unanswered_count > 0 ? t('alike', { count: total_count }) : t('answered', { count: total_count })}
        </strong>
        <span className={css.look}>{t('look')}</span>
      </summary>
      <Form layout="bare" key={companies.map(({ company_key, answer }) => `${company_key} ${answer}`).join()}>
        <div className={css.body}>
          <p className={css.hint}>
            {record === 'company' ? t('hint_company') : t(can_create_companies ? 'hint_create' : 'hint_refuse')}
          </p>
          <div className={css.buttons}>
            <Button name="intent" value="use_all" size="small" isBusy={isSending('use_all')}>
              {t('use_all')}
            </Button>
            <Button name="intent" value="create_all" size="small" isBusy={isSending('create_all')}>
              {t('create_all')}
            </Button>
          </div>
          <div className={css.companies}>
            {companies.map((company, place) => (
              <Company key={company.company_key} canCreate={can_create_companies} {...{ company, place }} />
            ))}
          </div>
          {hidden_count > 0 && <p className={css.hint}>{t('hidden', { count: hidden_count })}</p>}
          <div className={css.buttons}>
            <Button name="intent" value="answer_companies" size="small" isBusy={isSending('answer_companies')}>
              {t('apply')}
            </Button>
          </div>
        </div>
      </Form>
    </details>
  );
}

interface CompanyProps {
  company: AlikeCompany;
  /** In the list, which ties the answer to the company. */
  place: number;
  canCreate: boolean;
}

function Company({ company, place, canCreate }: CompanyProps) {
  const t = useTranslations('imports.questions');
  const { company_key, name, rows_count, answer, known } = company;
  // What is chosen is what would happen.
  const chosen = answer ?? (canCreate ? 'create' : '');
  const options = [
    ...(known && (!known.is_deleted || answer === 'use')
      ? [{ value: 'use', label: t(known.is_deleted ? 'use_deleted' : 'use', { name: known.name }) }]
      : []),
    { value: 'create', label: t('create', { name }) },
    ...(canCreate ? [] : [{ value: '', label: t('refuse') }]),
  ];
  return (
    <fieldset className={css.company}>
      <legend>
        {name} <span>{t('rows', { count: rows_count })}</span>
      </legend>
      <input type="hidden" name="company_key" value={company_key} />
      {options.map(({ value, label }) => (
        <label key={value}>
          <input type="radio" name={`answer_${place}`} value={value} defaultChecked={value === chosen} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
