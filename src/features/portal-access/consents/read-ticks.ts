import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import { type FieldProblem, invalid } from '#platform/failure.ts';
import { networkOf } from '#platform/network-of.ts';
import { type Consent, consentBox, type GivenConsent } from './consent.ts';
import { listConsents } from './list-consents.ts';

/**
 * What somebody agrees to by the boxes he has ticked, with version, time, language and network as they are now; what the account
 * does not ask is left out. Fails as invalid where a required one of `asked` (all, unless told) is not among them.
 */
export async function readTicks(
  ctx: Context,
  ticked: readonly number[],
  asked?: readonly Consent[],
): Promise<GivenConsent[]> {
  const consents = asked ?? (await listConsents(ctx));
  const missing = consents.filter(({ id, is_required }) => is_required && !ticked.includes(id));
  const problems = missing.map(
    (consent): FieldProblem => ({ field: consentBox(consent), code: 'portal_access.consent_required' }),
  );
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
  const account = await findAccount(ctx);
  const { origin, clock, caller } = ctx;
  return consents
    .filter(({ id }) => ticked.includes(id))
    .map(({ id, version, document }) => ({
      consent_id: id,
      version,
      document_version: document && account[`${document}_version`],
      given_at: clock.now(),
      language: caller.locale,
      network: origin ? networkOf(origin.ip) : null,
    }));
}
