import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import { Menu, MenuDivider, MenuLink } from '#ui/menu.tsx';
import { actIcons } from './act-icons.ts';
import type { BulkActName } from './acts/all-acts.ts';

/** Values first, then who may come in, then whether he is there at all. */
const startsGroup = new Set<BulkActName>(['reset', 'delete']);

interface Props {
  /** What the reader may do to many. */
  acts: readonly BulkActName[];
  isOfDeleted: boolean;
  pathOf(act: BulkActName): string;
  /** Where they can be taken out as a file; absent for whoever may not. */
  exportTo?: string | undefined;
}

/** What else than inviting can be done to the chosen contacts: each entry leads to its preview. And what was done before. */
export function BulkMenu({ acts, isOfDeleted, pathOf, exportTo }: Props) {
  const t = useTranslations('bulk_actions');
  const offered = acts.filter((act) => act !== 'invite' && (act === 'restore') === isOfDeleted);
  if (offered.length === 0 && !exportTo) return null;
  return (
    <Menu text={t('more')} label={t('more')} size="small">
      {offered.map((act, place) => (
        <Fragment key={act}>
          {place > 0 && startsGroup.has(act) && <MenuDivider />}
          <MenuLink to={pathOf(act)} icon={actIcons[act]} {...(act === 'delete' && { tone: 'danger' as const })}>
            {t(`acts.${act}.name`)}
          </MenuLink>
        </Fragment>
      ))}
      {offered.length > 0 && <MenuDivider />}
      {exportTo && (
        <MenuLink to={exportTo} icon="download">
          {t('export')}
        </MenuLink>
      )}
      {offered.length > 0 && (
        <MenuLink to="/bulk-actions" icon="clock">
          {t('list_title')}
        </MenuLink>
      )}
    </Menu>
  );
}
