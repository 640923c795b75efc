import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { Menu, MenuDivider, MenuForm, MenuLink } from '#ui/menu.tsx';
import type { FoundContact } from './find-contact.ts';

/** What the reader may do to the contact he looks at. */
export interface ContactRights {
  edit: boolean;
  lock: boolean;
  password: boolean;
  deactivate: boolean;
  block: boolean;
  delete: boolean;
  erase: boolean;
  view_as: boolean;
  export_person: boolean;
  merge: boolean;
  see_access: boolean;
}

/** What can be done to a contact as a whole: a button to change him, the rest in a menu. Each but the last can be undone. */
export function ContactActions({ contact, may }: { contact: FoundContact; may: ContactRights }) {
  const t = useTranslations('contacts');
  const acts = useTranslations('contacts.acts');
  const duplicates = useTranslations('duplicates');
  const path = `/contacts/${contact.id}`;
  const erase = may.erase && (
    <MenuLink to={`${path}/erase`} icon="close" tone="danger">
      {acts('erase')}
    </MenuLink>
  );
  const exportAll = may.export_person && (
    <MenuLink to={`${path}/export`} icon="download">
      {acts('export_person')}
    </MenuLink>
  );
  const seenBy = may.see_access && (
    <MenuLink to={`/settings/access-records?contact=${contact.id}`} icon="eye">
      {acts('see_access')}
    </MenuLink>
  );
  if (contact.deleted_at) {
    if (!erase && !exportAll && !seenBy) return null;
    return (
      <Menu label={t('more')}>
        {seenBy}
        {exportAll}
        {erase}
      </Menu>
    );
  }
  const isLocked = contact.locked_by !== null;
  const mayAct = may.edit || may.lock || may.deactivate || may.block || may.delete || may.merge;
  const hasMenu = mayAct || may.erase || may.export_person || may.see_access;
  return (
    <>
      {may.edit && (
        <ButtonLink to={`${path}/edit`} icon="edit">
          {t('edit')}
        </ButtonLink>
      )}
      {hasMenu && (
        <Menu label={t('more')}>
          {may.edit && (
            <MenuLink to={`${path}/photo`} icon="person">
              {t('photo.title')}
            </MenuLink>
          )}
          {may.view_as && (
            <MenuForm action={`${path}/portal-view`} icon="eye" leadsOut>
              {t('view_portal')}
            </MenuForm>
          )}
          {may.merge && (
            <MenuLink to={`${path}/merge`} icon="people">
              {duplicates('merge_with')}
            </MenuLink>
          )}
          {may.password && (
            <MenuLink to={`${path}/password`} icon="key">
              {t('set_password')}
            </MenuLink>
          )}
          {may.lock && (
            <MenuForm action={path} fields={{ intent: isLocked ? 'unlock' : 'lock' }} icon={isLocked ? 'key' : 'lock'}>
              {acts(isLocked ? 'unlock' : 'lock')}
            </MenuForm>
          )}
          {may.deactivate && (
            <MenuForm
              action={path}
              fields={{ intent: contact.deactivated_at ? 'reactivate' : 'deactivate' }}
              icon={contact.deactivated_at ? 'play' : 'pause'}
            >
              {acts(contact.deactivated_at ? 'reactivate' : 'deactivate')}
            </MenuForm>
          )}
          {may.block && (
            <MenuForm
              action={path}
              fields={{ intent: contact.blocked_at ? 'unblock' : 'block' }}
              icon={contact.blocked_at ? 'mail' : 'close'}
            >
              {acts(contact.blocked_at ? 'unblock' : 'block')}
            </MenuForm>
          )}
          {seenBy}
          {exportAll}
          {(may.delete || may.erase) && <MenuDivider />}
          {may.delete && (
            <MenuForm action={path} fields={{ intent: 'delete' }} icon="trash" tone="danger">
              {acts('delete')}
            </MenuForm>
          )}
          {erase}
        </Menu>
      )}
    </>
  );
}
