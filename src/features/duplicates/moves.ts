import type { Move } from './move.ts';
import { moveAddresses } from './move-addresses.ts';
import { moveConsents } from './move-consents.ts';
import { moveIdentities } from './move-identities.ts';
import { moveMemberships } from './move-memberships.ts';
import { movePassword } from './move-password.ts';
import { movePhoto } from './move-photo.ts';

/** Everything that goes over to the survivor of a merge beside the fields. A feature whose records belong to a contact adds its own here. */
export const moves = [
  moveAddresses,
  moveConsents,
  moveMemberships,
  movePassword,
  movePhoto,
  moveIdentities,
] as readonly Move[];
