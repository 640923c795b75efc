import { type RawBuilder, sql } from 'kysely';
import { ownTargets } from './chunk-work.ts';
import { type ImportPlan, isCustom, type Target } from './plan-import.ts';
import { derivedColumns } from './staged-rows.ts';

/** A column of the record's own table and what it becomes where a staged row `s` meets a record `c`. */
export interface NextValue {
  column: string;
  next: RawBuilder<unknown>;
  /** False for what only follows from another column, such as a sort key. */
  isTold: boolean;
}

/**
 * What the columns of the plan make of a record that is there: the file's value where the rule says so and the cell is
 * not empty, else its own.
 */
export function nextValues(plan: ImportPlan): NextValue[] {
  const values = ownTargets(plan).flatMap(({ ref, rule, field }): NextValue[] => {
    const told = {
      column: ref,
      next: field.kind === 'tags' ? nextTags(rule) : nextValue(ref, ref, rule),
      isTold: true,
    };
    return [
      told,
      ...derivedColumns(plan, ref).map((column) => ({ column, next: nextValue(column, ref, rule), isTold: false })),
    ];
  });
  if (plan.record === 'contact' && plan.can_restore_deleted) values.push(...restored);
  if (!plan.targets.some(({ ref }) => isCustom(ref))) return values;
  const next = sql`s.custom_defaults || c.custom_fields || s.custom_fields`;
  return [...values, { column: 'custom_fields', next, isTold: true }];
}

/** A deleted contact whom a row restores comes back without portal access. */
const restored: NextValue[] = [
  { column: 'deleted_at', next: sql`null::timestamptz`, isTold: true },
  {
    column: 'portal_access',
    next: sql`case when c.deleted_at is null then c.portal_access else 'none' end`,
    isTold: true,
  },
];

/** `column` follows `told`: an E.164 form goes with its phone, also where it is null. */
function nextValue(column: string, told: string, rule: Target['rule']): RawBuilder<unknown> {
  const [ours, theirs] = [sql.ref(`c.${column}`), sql.ref(`s.${column}`)];
  return rule === 'if_empty'
    ? sql`case when c.${sql.ref(told)} is null then ${theirs} else ${ours} end`
    : sql`case when s.${sql.ref(told)} is null then ${ours} else ${theirs} end`;
}

/** Tags in another order are the same tags; one in other letter case is there already. */
function nextTags(rule: Target['rule']): RawBuilder<unknown> {
  if (rule === 'if_empty') return sql`case when c.tags = '{}' then coalesce(s.tags, c.tags) else c.tags end`;
  if (rule === 'overwrite') {
    return sql`case when s.tags is null or (s.tags <@ c.tags and c.tags <@ s.tags) then c.tags else s.tags end`;
  }
  return sql`c.tags || array(
    select t from unnest(s.tags) with ordinality n (t, at)
    where lower(t) <> all (select lower(own) from unnest(c.tags) own) order by at)`;
}
