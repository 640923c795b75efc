import type { Context } from '#platform/context.ts';
import type { Field } from '#platform/fields/field.ts';
import { allRights, roles } from '#platform/rights.ts';
import { changeName } from './right-change.ts';

/** Entries of the change log with what they changed. */
type Logged = readonly { act: string; changes: Readonly<Record<string, unknown>> | null }[];

/** The ticks that entries of the change log tell of, as fields with their names in the reader's language. */
export function fieldsOfRights({ caller, t }: Pick<Context, 'caller' | 't'>, entries: Logged): Field[] {
  const told = new Set(
    entries.filter(({ act }) => act === 'rights_changed').flatMap(({ changes }) => Object.keys(changes ?? {})),
  );
  if (told.size === 0) return [];
  return roles
    .flatMap((role) => allRights.map((right) => ({ role, right, name: changeName({ role, right }) })))
    .filter(({ name }) => told.has(name))
    .map(({ role, right, name }) => {
      const label = t('rights.cell', { right: t(`rights.words.${right}.label`), role: t(`agents.roles.${role}`) });
      return { name, kind: 'checkbox', label: { [caller.locale]: label } };
    });
}
