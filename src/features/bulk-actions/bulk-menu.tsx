import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import { Menu, MenuDivider, MenuLink } from '#ui/menu.tsx';
import { actIcons } from './act-icons.ts';
import type { BulkActName } from './acts/all-acts.ts';

/** Values first, then who may come in, then whether he is there at all. */
const startsGroup = new Set<BulkActName>(['lock', 'delete']);

interface Props {
  /** What the reader may do to many. */
  acts: readonly BulkActName[];
  isOfDeleted: boolean;
  pathOf(act: BulkActName): string;
}

/** What else than inviting can be done to the chosen contacts: each entry leads to its preview. And what was done before. */
export function BulkMenu({ acts, isOfDeleted, pathOf }: Props) {
  const t = useTranslations('bulk_actions');
  const offered = acts.filter((act) => act !== 'invite' && (act === 'restore') === isOfDeleted);
  if (offered.length === 0) return null;
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
      <MenuDivider />
      <MenuLink to="/bulk-actions" icon="clock">
        {t('list_title')}
      </MenuLink>
    </Menu>
  );
}
