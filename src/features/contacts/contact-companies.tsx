import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { Badge } from '#ui/badge.tsx';
import { Card } from '#ui/card.tsx';
import css from './contact.module.css';
import type { FoundContact } from './find-contact.ts';

/** The companies that a contact belongs to, with his role and which of their tickets he sees. */
export function ContactCompanies({ contact, canEdit }: { contact: FoundContact; canEdit: boolean }) {
  const t = useTranslations('contacts.companies');
  const { id, memberships } = contact;
  return (
    <Card title={t('title')} actions={canEdit && <Link to={`/contacts/${id}/companies`}>{t('edit')}</Link>}>
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
          </li>
        ))}
      </ul>
    </Card>
  );
}
