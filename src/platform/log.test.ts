import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

test('O11 an error in the log says where it broke and repeats no row of the database', () => {
  const script = `
    import { createLog } from '#platform/log.ts';
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505', detail: 'Key (email)=(haneul@hanbit.example)', where: 'COPY staged, line 1: 김하늘',
    });
    createLog('error').error({ err: error }, 'it broke');`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const { err } = JSON.parse(stdout);
  assert.deepEqual(Object.keys(err), ['type', 'message', 'stack', 'code']);
  assert.doesNotMatch(stdout, /hanbit|김하늘/);
});
