import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { Menu, MenuDivider, MenuLink } from '#ui/menu.tsx';
import type { FoundCompany } from './find-company.ts';

/** What the reader may do to the company he looks at. */
export interface CompanyRights {
  edit: boolean;
  add_contact: boolean;
  change_domain: boolean;
  delete: boolean;
}

/** What can be done to a company as a whole: the frequent as buttons, the rest in a menu. */
export function CompanyActions({ company, may }: { company: FoundCompany; may: CompanyRights }) {
  const t = useTranslations('companies');
  const path = `/companies/${company.id}`;
  if (company.deleted_at) return null;
  return (
    <>
      {may.edit && (
        <ButtonLink to={`${path}/edit`} icon="edit">
          {t('edit_short')}
        </ButtonLink>
      )}
      {may.add_contact && (
        <ButtonLink to={`/contacts/new?${new URLSearchParams({ company: company.name })}`} kind="primary" icon="plus">
          {t('add_contact')}
        </ButtonLink>
      )}
      {(may.edit || may.change_domain || may.delete) && (
        <Menu label={t('more')}>
          {may.edit && (
            <MenuLink to={`${path}/move`} icon="building">
              {t('move.entry')}
            </MenuLink>
          )}
          {may.change_domain && (
            <MenuLink to={`${path}/change-domain`} icon="globe">
              {t('domain.entry')}
            </MenuLink>
          )}
          {may.delete && <MenuDivider />}
          {may.delete && (
            <MenuLink to={`${path}/delete`} icon="trash" tone="danger">
              {t('delete.entry')}
            </MenuLink>
          )}
        </Menu>
      )}
    </>
  );
}
