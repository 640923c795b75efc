import { Link, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ListedChange } from '#features/change-log/list-changes.ts';
import css from '#features/contacts/contact.module.css';
import type { FoundContact } from '#features/contacts/find-contact.ts';
import { Badge } from '#ui/badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';

interface Props {
  contact: FoundContact;
  canEdit: boolean;
  /** The newest of his change log: what Undo takes back. */
  newest: ListedChange | undefined;
}

/** The companies that a contact belongs to, with his role and which of their tickets he sees. */
export function ContactCompanies({ contact, canEdit, newest }: Props) {
  const t = useTranslations('contacts.companies');
  const { id, memberships } = contact;
  return (
    <Card title={t('title')} actions={canEdit && <Link to={`/contacts/${id}/companies`}>{t('edit')}</Link>}>
      <JustChanged newest={newest} canEdit={canEdit} />
      {memberships.length === 0 && <p>{t('none')}</p>}
      <ul className={css.addresses}>
        {memberships.map(({ company_id, company, is_primary, role, ticket_visibility }) => (
          <li key={company_id}>
            <div className={css.address}>
              <Link to={`/companies/${company_id}`}>{company}</Link>
              <p>
                {is_primary && <Badge tone="accent">{t('primary')}</Badge>}
                <span>
                  {t(`roles.${role}`)} · {t(`visibilities.${ticket_visibility}`)}
                </span>
              </p>
            </div>
            {canEdit && (
              <ButtonLink to={`/contacts/${id}/move?from=${company_id}`} kind="quiet" size="small">
                {t('move')}
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function JustChanged({ newest, canEdit }: Omit<Props, 'contact'>) {
  const t = useTranslations('contacts.companies');
  const [params] = useSearchParams();
  const done = params.get('done');
  const isNewest = newest?.act === 'company_moved' || newest?.act === 'memberships_changed';
  if ((done !== 'moved' && done !== 'companies') || !isNewest) return null;
  return (
    <Notice
      tone="success"
      isNews
      actions={
        canEdit && (
          <Form intent="undo_companies" layout="bare">
            <input type="hidden" name="change_id" value={newest.id} />
            <SubmitButton kind="default" icon="undo">
              {t('undo')}
            </SubmitButton>
          </Form>
        )
      }
    >
      {t(newest.act === 'company_moved' ? 'moved' : 'changed')}
    </Notice>
  );
}
