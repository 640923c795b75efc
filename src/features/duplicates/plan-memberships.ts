import { membershipRoles, ticketVisibilities } from '#features/contacts/contact.ts';
import type { ContactMembership, FoundContact } from '#features/contacts/find-contact.ts';
import type { MergeChoices, Side } from './contact-merge.ts';

type Rights = Pick<ContactMembership, 'role' | 'ticket_visibility'>;

/** A company of both contacts, where the survivor keeps what he has unless he takes what is stronger. */
export interface SharedMembership {
  company_id: number;
  company: string;
  own: Rights;
  others: Rights;
  after: Rights;
}

export interface MembershipPlan {
  /** Companies that only the other one belongs to: the survivor joins them with the other one's role and sight. */
  gained: ContactMembership[];
  /** Companies of both in which the other one may do or see more. */
  weaker: SharedMembership[];
  /** The survivor's memberships afterwards, the primary one first. */
  after: ContactMembership[];
}

/** The companies of the survivor after a merge. `side` says whose primary company is his. */
export function planMemberships(
  survivor: Pick<FoundContact, 'memberships'>,
  other: Pick<FoundContact, 'memberships'>,
  { side, takes_stronger_memberships }: { side: Side } & Pick<MergeChoices, 'takes_stronger_memberships'>,
): MembershipPlan {
  const ownOf = (company_id: number) => survivor.memberships.find((own) => own.company_id === company_id);
  const gained = other.memberships.filter(({ company_id }) => !ownOf(company_id));
  const weaker = other.memberships.flatMap((theirs): SharedMembership[] => {
    const own = ownOf(theirs.company_id);
    const stronger = own && strongerOf(own, theirs);
    if (!stronger || (stronger.role === own.role && stronger.ticket_visibility === own.ticket_visibility)) return [];
    const { company_id, company } = own;
    const after = takes_stronger_memberships ? stronger : rightsOf(own);
    return [{ company_id, company, own: rightsOf(own), others: rightsOf(theirs), after }];
  });
  const primaryOf = ({ memberships }: Pick<FoundContact, 'memberships'>) =>
    memberships.find(({ is_primary }) => is_primary)?.company_id;
  const primary =
    side === 'other' ? (primaryOf(other) ?? primaryOf(survivor)) : (primaryOf(survivor) ?? primaryOf(other));
  const after = [...survivor.memberships, ...gained].map((membership) => ({
    ...membership,
    ...weaker.find(({ company_id }) => company_id === membership.company_id)?.after,
    is_primary: membership.company_id === primary,
  }));
  return { gained, weaker, after: after.sort((one, next) => Number(next.is_primary) - Number(one.is_primary)) };
}

function rightsOf({ role, ticket_visibility }: Rights): Rights {
  return { role, ticket_visibility };
}

function strongerOf(one: Rights, other: Rights): Rights {
  const further = <T>(ranks: readonly T[], a: T, b: T) => (ranks.indexOf(b) > ranks.indexOf(a) ? b : a);
  return {
    role: further(membershipRoles, one.role, other.role),
    ticket_visibility: further(ticketVisibilities, one.ticket_visibility, other.ticket_visibility),
  };
}
