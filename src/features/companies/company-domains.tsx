import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { CollectableContacts } from '#features/contacts/members/collect-contacts.ts';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import css from './company.module.css';

interface Props {
  domains: readonly string[];
  offered: CollectableContacts;
  mayCollect: boolean;
  editTo: string | null;
}

/** The domains by which a company collects contacts, and those whom it could have now. */
export function CompanyDomains({ domains, offered, mayCollect, editTo }: Props) {
  const t = useTranslations('companies.domains');
  const format = useFormatter();
  const { count, first } = offered;
  const shown = count > 10_000 ? `${format.number(10_000)}+` : format.number(count);
  return (
    <Card title={t('title')} actions={editTo && <Link to={editTo}>{t('change')}</Link>}>
      {domains.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <>
          <ul className={css.domains}>
            {domains.map((domain) => (
              <li key={domain}>{domain}</li>
            ))}
          </ul>
          <p className={css.faint}>{t('rule')}</p>
        </>
      )}
      {count > 0 && (
        <Notice
          actions={
            mayCollect && (
              <Form intent="collect" layout="bare">
                <SubmitButton kind="default" icon="people">
                  {t('collect', { count: shown })}
                </SubmitButton>
              </Form>
            )
          }
        >
          <p>{t('offered', { count: shown })}</p>
          <p className={css.faint}>
            {first.map(({ name }) => name).join(', ')}
            {count > first.length && ' …'}
          </p>
        </Notice>
      )}
    </Card>
  );
}
