import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { formerChoices } from '#features/contacts/members/domain-change.ts';
import type { PlannedAddress } from '#features/contacts/members/plan-domain-change.ts';
import type { DomainChangePreview } from '#features/contacts/members/preview-domain-change.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { RadioGroup } from '#ui/radio-group.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { Table } from '#ui/table.tsx';
import css from './company.module.css';

interface Props {
  company: { id: number; domains: readonly string[] };
  preview: DomainChangePreview;
  old_domain: string;
  new_domain: string;
  cancelTo: string;
}

/** What a change of domain would come to: the first addresses from what to what, who is left out, and what becomes of the old ones. */
export function DomainPreview({ company, preview, old_domain, new_domain, cancelTo }: Props) {
  const t = useTranslations('companies.domain');
  const cancel = useTranslations('companies')('cancel');
  const { changed_count, first, taken_count, taken, signing_in_count } = preview;
  return (
    <Card title={t('means', { count: changed_count })}>
      {first.length > 0 && <Addresses caption={t('changed')} rows={first} />}
      {changed_count > first.length && (
        <p className={css.faint}>{t('more', { count: changed_count - first.length })}</p>
      )}
      {taken_count > 0 && (
        <Notice tone="warning" title={t('taken', { count: taken_count })}>
          <ul>
            {taken.map(({ old_email, new_email, taken_by }) => (
              <li key={old_email}>
                {new_email} –{' '}
                {taken_by!.name === null ? (
                  t('taken_by_erased')
                ) : taken_by!.contact_id === null ? (
                  t('taken_by_agent', { name: taken_by!.name })
                ) : (
                  <Link to={`/contacts/${taken_by!.contact_id}`}>{taken_by!.name}</Link>
                )}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Form action={`${cancelTo}/change-domain`}>
        <input type="hidden" name="old_domain" value={old_domain} />
        <input type="hidden" name="new_domain" value={new_domain} />
        <RadioGroup
          name="former"
          label={t('former')}
          defaultValue="keep"
          {...(signing_in_count > 0 && { hint: t('signing_in', { count: signing_in_count }) })}
          options={formerChoices.map((choice) => ({ value: choice, label: t(choice), hint: t(`${choice}_hint`) }))}
        />
        {company.domains.includes(old_domain) && (
          <Checkbox name="is_domain_kept" label={t('is_domain_kept', { domain: old_domain })} defaultChecked />
        )}
        <p className={css.faint}>{t('quiet')}</p>
        <FormActions>
          <SubmitButton>{t('submit', { count: changed_count })}</SubmitButton>
          <ButtonLink to={cancelTo}>{cancel}</ButtonLink>
        </FormActions>
      </Form>
    </Card>
  );
}

function Addresses({ caption, rows }: { caption: string; rows: readonly PlannedAddress[] }) {
  const t = useTranslations('companies.domain');
  return (
    <Table
      caption={caption}
      columns={[
        { key: 'name', header: t('contact'), cell: ({ name }) => name },
        { key: 'old', header: t('from'), cell: ({ old_email }) => old_email },
        { key: 'new', header: t('to'), cell: ({ new_email }) => new_email },
      ]}
      rows={rows.map((row, place) => ({ ...row, place }))}
      idOf={({ place }) => place}
      nameOf={({ name }) => name}
    />
  );
}
