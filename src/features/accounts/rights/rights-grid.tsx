import { useTranslations } from 'use-intl';
import { allRights, type Right, type Role, roles } from '#platform/rights.ts';
import { Icon } from '#ui/icon.tsx';
import type { HeldRight, RightsTable } from './list-rights.ts';
import { tickOf } from './right-change.ts';
import { rightsOfTopic, rightTopics } from './right-topics.ts';
import css from './rights.module.css';

/** The ticks of a table as it stands, but for those that nobody can change. */
export function ticksOf(table: RightsTable): string[] {
  const all = allRights.flatMap((right) => roles.map((role) => ({ role, right, ...table[right][role] })));
  return all.filter(({ is_held, is_fixed }) => is_held && !is_fixed).map(tickOf);
}

/** Every right, by topic, with a box for each role; a box that differs from the default is marked as soon as it is pressed. */
export function RightsGrid({ table }: { table: RightsTable }) {
  const t = useTranslations('rights');
  const roleNames = useTranslations('console.roles');
  return (
    <>
      {ticksOf(table).map((tick) => (
        <input key={tick} type="hidden" name="shown" value={tick} />
      ))}
      <table className={css.table}>
        <caption className="visually-hidden">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('right')}</th>
            {roles.map((role) => (
              <th key={role} scope="col" className={css.role}>
                {roleNames(role)}
              </th>
            ))}
          </tr>
        </thead>
        {rightTopics.map((topic) => (
          <tbody key={topic}>
            <tr className={css.topic}>
              <th scope="rowgroup" colSpan={1 + roles.length}>
                {t(`topics.${topic}`)}
              </th>
            </tr>
            {rightsOfTopic(topic).map((right) => (
              <RightRow key={right} right={right} cells={table[right]} />
            ))}
          </tbody>
        ))}
      </table>
    </>
  );
}

function RightRow({ right, cells }: { right: Right; cells: Record<Role, HeldRight> }) {
  const t = useTranslations('rights');
  const say = useTranslations('rights.words') as unknown as (key: string) => string;
  const roleNames = useTranslations('console.roles');
  const label = say(`${right}.label`);
  const byDefault = roles.filter((role) => cells[role].is_held === cells[role].is_default);
  const isChanged = roles.some((role) => !cells[role].is_default);
  return (
    <tr>
      <th scope="row" className={css.right}>
        <span className={css.label}>{label}</span>
        <span className={css.hint}>{say(`${right}.hint`)}</span>
        {isChanged && (
          <span className={css.changed}>
            {t('default_is', { roles: byDefault.map((role) => roleNames(role)).join(', ') || t('default_nobody') })}
          </span>
        )}
      </th>
      {roles.map((role) => (
        <td key={role} className={css.cell}>
          <Tick
            right={right}
            role={role}
            cell={cells[role]}
            label={t('cell', { right: label, role: roleNames(role) })}
          />
        </td>
      ))}
    </tr>
  );
}

function Tick({ right, role, cell, label }: { right: Right; role: Role; cell: HeldRight; label: string }) {
  const t = useTranslations('rights');
  const { is_held, is_default, is_fixed } = cell;
  if (is_fixed) {
    return (
      <span className={css.fixed} title={is_held ? t('always') : t('never')}>
        {is_held ? <Icon name="check" /> : <span aria-hidden="true">–</span>}
        <span className="visually-hidden">{is_held ? t('always') : t('never')}</span>
      </span>
    );
  }
  return (
    <label className={css.tick} data-default={is_held === is_default ? 'held' : 'none'}>
      <input type="checkbox" name="ticks" value={tickOf({ role, right })} aria-label={label} defaultChecked={is_held} />
    </label>
  );
}
