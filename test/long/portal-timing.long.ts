import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { sendWayIn } from '#features/invitations/send-way-in.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact, insertContact } from '../portal.ts';
import { startApp, type TestApp } from '../start-app.ts';

/** The rule of threats.md: 200 interleaved samples per class, medians within 10 ms or 10 %, no class told from another better than 60 : 40. */
const samplesCount = 200;
const warmUpCount = 10;

let app: TestApp;
let people: Record<string, string[]>;
let asked = 0;

before(async () => {
  app = await startApp();
  const admin = await app.ctxOfAdmin();
  await inTransaction(admin, ({ db }) => db.updateTable('account').set({ lockout_failures_count: 100 }).execute());
  people = {
    unknown: Array.from({ length: 4 }, (_, n) => `nobody${n}@hanbit.example`),
    active: await make(admin, 'active', activateContact),
    invited: await make(admin, 'invited', async (ctx, contact_id) => inviteContact(ctx, { contact_id })),
    locked: await make(admin, 'locked', async (ctx, contact_id) => {
      await activateContact(ctx, contact_id);
      await change(ctx, contact_id, { locked_at: ctx.clock.now(), locked_by: 'agent' });
    }),
    deactivated: await make(admin, 'deactivated', async (ctx, contact_id) => {
      await activateContact(ctx, contact_id);
      await change(ctx, contact_id, { deactivated_at: ctx.clock.now() });
    }),
  };
});
after(() => app.stop());

/** Four contacts in one state; several, so that none reaches the limit of his failures. */
async function make(admin: Context, state: string, bring: (ctx: Context, id: number) => Promise<unknown>) {
  const addresses = Array.from({ length: 4 }, (_, n) => `${state}${n}@hanbit.example`);
  for (const email of addresses) await bring(admin, await insertContact(admin, { email }));
  return addresses;
}

async function change(ctx: Context, contact_id: number, columns: object): Promise<void> {
  await inTransaction(ctx, ({ db }) => db.updateTable('contact').set(columns).where('id', '=', contact_id).execute());
}

/** Every request comes from a network of its own, so that no limit answers in its place. */
function stranger(): Context {
  asked += 1;
  const ip = `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`;
  return { ...app.ctxOfStranger(), origin: { request_id: 'timing', ip, user_agent: 'timing' } };
}

async function timesOf(ask: (email: string, round: number) => Promise<unknown>): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(people).map((name) => [name, []]));
  for (let round = -warmUpCount; round < samplesCount; round++) {
    for (const [name, addresses] of Object.entries(people)) {
      const started = performance.now();
      await ask(addresses[(round + warmUpCount) % addresses.length]!, round + warmUpCount);
      if (round >= 0) times[name]!.push(performance.now() - started);
    }
  }
  return times;
}

function judge(times: Record<string, number[]>): void {
  const all = Object.entries(times);
  for (const [one, ones] of all) {
    for (const [other, others] of all) {
      if (one >= other) continue;
      const [a, b] = [median(ones), median(others)];
      const gap = Math.abs(a - b);
      assert.ok(gap < 10 || gap < 0.1 * Math.max(a, b), `${one} takes ${a} ms, ${other} ${b} ms`);
      const told = curve(ones, others);
      assert.ok(told >= 0.4 && told <= 0.6, `${one} is told from ${other} with ${told}`);
    }
  }
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Area under the ROC curve: how often a sample of the one took longer than a sample of the other. */
function curve(ones: number[], others: number[]): number {
  const longer = ones.reduce((sum, one) => sum + others.filter((other) => one > other).length, 0);
  return longer / (ones.length * others.length);
}

test('A01 the time of a refused sign-in does not tell whether the address is known, invited, locked or deactivated', async () => {
  const times = await timesOf((email) =>
    assert.rejects(signIn(stranger(), { email, password: 'not the right one', is_remembered: false, device: null })),
  );
  judge(times);
});

test('A02 the time of asking for a way in does not tell whether there is one', async () => {
  judge(await timesOf((email) => sendWayIn(stranger(), { email })));
});
