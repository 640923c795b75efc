import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { afterExample } from '#platform/email/example-moment.ts';
import { greeting } from '#platform/email/greeting.ts';
import { codeOf, proofMs } from './address-proof.ts';

interface SignInCode {
  /** Null for somebody who is no contact yet and whom his provider does not name. */
  name: string | null;
  account_name: string;
  provider_name: string;
  code: string;
  expires_at: Date;
}

/** Carries the code by which somebody who comes from a provider proves that the mailbox is his. */
export const signInCodeEmail = email<{ address_proof_id: number; code_number: number }, SignInCode>({
  name: 'sign_in_providers.code',
  template: {
    is_automatic: false,
    placeholders: { code: 'code', provider_name: 'text', expires_at: 'moment' },
  },
  load: (ctx, { address_proof_id: id, code_number }, t) =>
    inTransaction(ctx, async (ctx) => {
      const proof = await ctx.db
        .selectFrom('address_proof')
        .innerJoin('sign_in_provider', (join) =>
          join
            .onRef('sign_in_provider.account_id', '=', 'address_proof.account_id')
            .onRef('sign_in_provider.id', '=', 'address_proof.provider_id'),
        )
        .leftJoin('contact_email', (join) =>
          join
            .onRef('contact_email.account_id', '=', 'address_proof.account_id')
            .onRef('contact_email.email', '=', 'address_proof.email'),
        )
        .leftJoin('contact', (join) =>
          join
            .onRef('contact.account_id', '=', 'contact_email.account_id')
            .onRef('contact.id', '=', 'contact_email.contact_id'),
        )
        .select((row) => row.fn.coalesce('contact.name', 'address_proof.name').as('name'))
        .select(['sign_in_provider.kind', 'sign_in_provider.name as own_name', 'address_proof.expires_at'])
        .where('address_proof.id', '=', id)
        .where('code_number', '=', code_number)
        .where('address_proof.expires_at', '>', ctx.clock.now())
        .executeTakeFirst();
      if (!proof) return null;
      const { name: account_name } = await findAccount(ctx);
      const code = codeOf(ctx.tokens.make({ purpose: 'sign_in_code', id, generation: code_number }));
      const { kind, own_name, name, expires_at } = proof;
      const provider_name = kind === 'openid' ? own_name : t(`sign_in_providers.kinds.${kind}`);
      return { name, account_name, provider_name, code, expires_at };
    }),
  write: ({ name, account_name, provider_name, code, expires_at }, t) => ({
    subject: t('sign_in_providers.emails.code.subject', { account_name, code }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('sign_in_providers.emails.code.text', { account_name, provider_name }) },
      { facts: [[t('sign_in_providers.emails.code.label'), code]] },
      { small: t('sign_in_providers.emails.code.until', { expires_at }) },
      { small: t('sign_in_providers.emails.code.others', { provider_name }) },
    ],
  }),
  example: (language) => ({
    ...examples[language],
    code: 'K7QM-4XPD',
    expires_at: afterExample({ minutes: proofMs / 60_000 }),
  }),
});

const examples = {
  en: { name: 'Ruth King', account_name: 'Acorn Support', provider_name: 'NAVER' },
  ko: { name: '김하늘', account_name: '한빛 고객센터', provider_name: '네이버' },
};
