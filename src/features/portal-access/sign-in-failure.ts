import type { Selectable } from 'kysely';
import type { SignInFailureRow } from '#platform/database/tables.generated.ts';

/** Why a sign-in with a contact's address did not succeed. */
export type SignInFailureReason = Selectable<SignInFailureRow>['reason'];

/** Failed sign-ins are told of for so many days, and then deleted. */
export const failureDays = 30;

/** Unknown addresses kept of one company, so that nobody fills the table by inventing them. */
export const mostUnknown = 200;
