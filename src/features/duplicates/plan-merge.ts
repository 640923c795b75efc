import { contactFields } from '#features/contacts/contact.ts';
import { contactValues } from '#features/contacts/contact-values.ts';
import type { FoundContact } from '#features/contacts/find-contact.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { customRef, type MergeChoices, type Side } from './contact-merge.ts';
import { type AccessPlan, planAccess } from './plan-access.ts';
import { type MembershipPlan, planMemberships } from './plan-memberships.ts';

/** A field of both contacts and whose value the survivor has afterwards. */
export interface PlannedField {
  ref: string;
  survivor: FieldValue;
  other: FieldValue;
  side: Side;
}

/** What a merge does, before and while it is done. */
export interface MergePlan {
  /** Fields that one of the two has a value in; of equal ones the survivor's counts. */
  fields: PlannedField[];
  tags: string[];
  /** The survivor's primary address afterwards. */
  primary_email: string | null;
  memberships: MembershipPlan;
  access: AccessPlan;
}

/** Those of both come together, or are chosen elsewhere. */
const united: readonly string[] = ['tags', 'other_emails'];

/**
 * What merging `other` into `survivor` would do: field by field the chosen value, unless chosen the survivor's or, where he
 * has none, the other one's. `customNames` are the account's own fields.
 */
export function planMerge(
  survivor: FoundContact,
  other: FoundContact,
  { choices, customNames, now }: { choices: MergeChoices; customNames: readonly string[]; now: Date },
): MergePlan {
  const [own, theirs] = [contactValues(survivor), contactValues(other)];
  const plan = (ref: string, mine: FieldValue, others: FieldValue): PlannedField[] => {
    if (mine === null && others === null) return [];
    // Nobody is without a name.
    const chosen = choices.fields[ref] ?? (mine === null ? 'other' : 'survivor');
    return [{ ref, survivor: mine, other: others, side: isSame(mine, others) ? 'survivor' : chosen }];
  };
  const fields = [
    ...contactFields
      .filter(({ name }) => !united.includes(name))
      .flatMap(({ name }) => plan(name, own[name] ?? null, theirs[name] ?? null)),
    ...customNames.flatMap((name) =>
      plan(customRef(name), survivor.custom_fields[name] ?? null, other.custom_fields[name] ?? null),
    ),
  ];
  const sideOf = (ref: string) => fields.find((field) => field.ref === ref)?.side ?? 'survivor';
  const [first, second] = sideOf('email') === 'other' ? [other, survivor] : [survivor, other];
  return {
    fields,
    tags: [...new Set([...survivor.tags, ...other.tags])],
    primary_email: first.email ?? second.email,
    memberships: planMemberships(survivor, other, { ...choices, side: sideOf('company') }),
    access: planAccess(survivor, other, { ...choices, now }),
  };
}

export function isSame(one: FieldValue, other: FieldValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
