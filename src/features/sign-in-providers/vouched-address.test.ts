import assert from 'node:assert/strict';
import { test } from 'node:test';
import { protocolOf } from './protocols.ts';
import type { ProviderKind } from './sign-in-provider.ts';
import { type Claims, claimedAddress } from './vouched-address.ts';

const vouched = (kind: ProviderKind, claims: Claims, email_domains: string[] = []) =>
  claimedAddress({ kind, email_domains }, claims)?.is_vouched ?? null;

test('E04 Google answers for Gmail and for a Workspace, and for no other address of its accounts', () => {
  assert.equal(vouched('google', { email: 'ruth@gmail.com', email_verified: true }), true);
  assert.equal(vouched('google', { email: 'ruth@hanbit.example', email_verified: true, hd: 'hanbit.example' }), true);
  assert.equal(vouched('google', { email: 'ruth@hanbit.example', email_verified: true }), false);
  assert.equal(vouched('google', { email: 'ruth@gmail.com' }), false);
  assert.equal(vouched('google', { email: 'ruth@gmail.com.evil.example', email_verified: true }), false);
  assert.equal(vouched('google', { email: 'ruth@hanbit.example', email_verified: true, hd: '' }), false);
});

test('E04 Microsoft’s address counts only where it says that the domain’s owner is verified', () => {
  const claims = { email: 'ruth@hanbit.example', email_verified: true };
  assert.equal(vouched('microsoft', claims), false);
  for (const xms_edov of [false, 'true', '1', 1, null])
    assert.equal(vouched('microsoft', { ...claims, xms_edov }), false);
  assert.equal(vouched('microsoft', { ...claims, xms_edov: true }), true);
});

test('E04 an OpenID provider answers for the domains it was given, and a domain below is another one', () => {
  const claims = { email: 'Ruth@Hanbit.example', email_verified: true };
  assert.deepEqual(claimedAddress({ kind: 'openid', email_domains: ['hanbit.example'] }, claims), {
    email: 'ruth@hanbit.example',
    is_vouched: true,
  });
  assert.equal(vouched('openid', claims), false);
  assert.equal(vouched('openid', { ...claims, email: 'ruth@eu.hanbit.example' }, ['hanbit.example']), false);
  assert.equal(vouched('openid', { ...claims, email: 'ruth@hanbit.example@evil.example' }, ['hanbit.example']), null);
  assert.equal(vouched('openid', { ...claims, email: ['ruth@hanbit.example'] }, ['hanbit.example']), null);
});

/** What a provider's API answers, as claims. */
function claimsOf(kind: ProviderKind, ...answers: unknown[]): Claims {
  const protocol = protocolOf({ kind, issuer: null, directory: null });
  assert.equal(protocol.type, 'oauth');
  return protocol.type === 'oauth' ? protocol.readClaims(answers as Claims[]) : {};
}

test('E04 Naver and Facebook never answer for an address, whatever they say', () => {
  const naver = claimsOf('naver', {
    resultcode: '00',
    response: { id: 'n1', email: 'ruth@naver.com', name: '김하늘' },
  });
  assert.deepEqual(naver, { sub: 'n1', name: '김하늘', email: 'ruth@naver.com' });
  const facebook = claimsOf('facebook', { id: 'f1', name: 'Ruth', email: 'ruth@hanbit.example', email_verified: true });
  assert.deepEqual(facebook, { sub: 'f1', name: 'Ruth', email: 'ruth@hanbit.example' });
  assert.equal(vouched('naver', { ...naver, email_verified: true }), false);
  assert.equal(vouched('facebook', { ...facebook, email_verified: true }), false);
});

test('Kakao’s address counts where it is valid and verified, both', () => {
  const account = {
    email: 'ruth@kakao.com',
    is_email_valid: true,
    is_email_verified: true,
    profile: { nickname: '하늘' },
  };
  const claims = claimsOf('kakao', { id: 4_711, kakao_account: account });
  assert.deepEqual(claims, { sub: 4_711, name: '하늘', email: 'ruth@kakao.com', email_verified: true });
  assert.equal(vouched('kakao', claims), true);
  for (const off of ['is_email_valid', 'is_email_verified']) {
    assert.equal(vouched('kakao', claimsOf('kakao', { id: 1, kakao_account: { ...account, [off]: false } })), false);
  }
});

test('GitHub’s primary address counts once it is verified, and another one never', () => {
  const emails = (verified: boolean) => [
    { email: 'other@hanbit.example', primary: false, verified: true },
    { email: 'ruth@hanbit.example', primary: true, verified },
  ];
  const user = { id: 583_231, login: 'ruth', name: null };
  assert.deepEqual(claimsOf('github', user, emails(true)), {
    ...{ sub: 583_231, name: 'ruth', email: 'ruth@hanbit.example', email_verified: true },
  });
  assert.equal(vouched('github', claimsOf('github', user, emails(false))), false);
  assert.equal(vouched('github', claimsOf('github', user, [])), null);
});
