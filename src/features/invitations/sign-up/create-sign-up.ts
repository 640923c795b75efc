import { findAccount } from '#features/accounts/find-account.ts';
import { listAskedFields } from '#features/custom-fields/list-asked-fields.ts';
import { mayMail } from '#features/invitations/may-mail.ts';
import { limits } from '#features/portal-access/portal-access.ts';
import type { Context } from '#platform/context.ts';
import { Failure, type FieldProblem, invalid } from '#platform/failure.ts';
import { readFieldValues } from '#platform/fields/read-field-values.ts';
import { networkOf } from '#platform/network-of.ts';
import { noQuicker } from '#platform/no-quicker.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { allowSealedForm } from './form-seal.ts';
import { mailSignUp } from './mail-sign-up.ts';
import { signUpFields } from './sign-up.ts';

/** Every answer takes at least this long, so that its time does not tell whether there was something to do. */
const answerMs = 150;

export interface SignUpInput {
  name: string;
  email: string;
  custom_fields: Readonly<Record<string, string>>;
  /** As the form carried them: `sealForm`, and the field that only robots see. */
  seal: string;
  decoy: string;
}

/**
 * Takes what somebody who signs up says of himself, and mails his address what fits it: a link to finish, or that he is in
 * already. The answer is the same always: nothing. Fails as not_found where nobody may sign up, as invalid for what
 * anybody would be refused, whatever his address, and as too_many for a network that signs up many.
 */
export async function createSignUp(ctx: Context, { email, seal, decoy, ...given }: SignUpInput): Promise<void> {
  const { sign_up, country } = await findAccount(ctx);
  if (sign_up === 'off') throw new Failure('not_found', 'platform.not_found');
  await limitRate(ctx, limits.sign_up, networkOf(ctx.origin?.ip ?? ''));
  const options = { country, empty_words: new Set<string>(), is_new: true };
  const own = readFieldValues(await listAskedFields(ctx), given.custom_fields, options);
  const { values, problems } = readFieldValues(signUpFields, { name: given.name, email }, options);
  const ownProblems = own.problems.map((problem) => ({ ...problem, field: `custom_fields.${problem.field}` }));
  const all = [...problems, ...ownProblems];
  if (all.length > 0) throw invalid(all as [FieldProblem, ...FieldProblem[]]);
  allowSealedForm(ctx, { seal, decoy });
  const texts = Object.keys(own.values).map((name) => [name, given.custom_fields[name]!]);
  const asked = {
    name: values.name as string,
    email: values.email as string,
    custom_fields: Object.fromEntries(texts),
  };
  const mail = async () => {
    if (await mayMail(ctx, asked.email)) await mailSignUp(ctx, asked);
  };
  await noQuicker(answerMs, mail, { always: true });
}
