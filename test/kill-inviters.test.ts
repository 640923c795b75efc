import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countHalves, killInviters } from './inviter.ts';
import { startApp } from './start-app.ts';

test('K04 a program killed at any moment leaves no invited agent without his mail and no mail without its agent', async (t) => {
  const app = await startApp();
  t.after(app.stop);
  await killInviters(app.database.app_url, 6);
  const { invited, ...halves } = await countHalves(app.database.url);
  assert.ok(invited >= 6, `${invited} invited`);
  assert.deepEqual(halves, { without_mail: 0, without_agent: 0 });
});
