import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '#platform/project-folder.ts';
import { readConfig } from './config.ts';

function configOf(env: Record<string, string>) {
  const read = readConfig(env);
  assert.ok('config' in read, 'problems' in read ? read.problems.join('\n') : '');
  return read.config;
}

function problemsOf(env: Record<string, string>) {
  const read = readConfig(env);
  assert.ok('problems' in read, 'expected problems');
  return read.problems;
}

test('Maru starts without a single setting, for this machine only', () => {
  const config = configOf({ PATH: '/usr/bin', HOME: '/root' });
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.port, 3000);
  assert.equal(config.data_dir, join(projectFolder, 'data'));
  assert.equal(config.process, 'all');
  assert.equal(config.database_url, null);
  assert.equal(config.trusted_proxies.check('127.0.0.1'), false);
});

test('a setting counts with and without its prefix, and the prefixed one wins', () => {
  assert.equal(configOf({ PORT: '8080' }).port, 8080);
  assert.equal(configOf({ PORT: '8080', MARU_PORT: '9090' }).port, 9090);
  assert.equal(configOf({ PORT: '8080', MARU_PORT: '' }).port, 8080);
  assert.equal(configOf({ LOG_LEVEL: 'debug' }).log_level, 'info');
});

test('an unknown MARU_ name stops the start and names the nearest known one', () => {
  assert.deepEqual(problemsOf({ MARU_PUBLIC_ULR: 'https://help.example.com' }), [
    'MARU_PUBLIC_ULR is not a setting of Maru; did you mean MARU_PUBLIC_URL?',
  ]);
});

test('every wrong setting is named at once, and never repeats a secret', () => {
  const problems = problemsOf({
    PORT: '99999',
    MARU_PROCESS: 'both',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    MARU_PUBLIC_URL: 'https://example.com/help',
    MARU_TRUSTED_PROXIES: '10.0.0.0/33',
    MARU_MAIL_FROM: 'Support',
  });
  assert.deepEqual(problems, [
    'PORT must be a port from 0 to 65535, not “99999”.',
    'DATABASE_URL must be a URL like postgres://owner:password@host:5432/maru.',
    'MARU_PUBLIC_URL must be an address like https://help.example.com, without a path, not “https://example.com/help”.',
    'MARU_MAIL_FROM must be an e-mail address.',
    'MARU_PROCESS must be one of all, web, worker, not “both”.',
    'MARU_TRUSTED_PROXIES must list addresses and networks like 10.0.0.0/8, and “10.0.0.0/33” is none.',
  ]);
});

test('a secret may lie in a file, and not in two places', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'maru-config-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'smtp');
  writeFileSync(file, 'smtps://u:p@mail.example.com\n');
  assert.equal(configOf({ SMTP_URL_FILE: file }).smtp_url, 'smtps://u:p@mail.example.com');
  assert.deepEqual(problemsOf({ SMTP_URL_FILE: file, SMTP_URL: 'smtp://mail' }), [
    'SMTP_URL and SMTP_URL_FILE are both set: keep one of them.',
  ]);
  assert.deepEqual(problemsOf({ SMTP_URL_FILE: join(folder, 'none') }), [
    `SMTP_URL_FILE names the file ${join(folder, 'none')}, which can not be read (ENOENT).`,
  ]);
});

test('a database of its own asks for a secret key of its own', () => {
  const url = 'postgres://maru:secret@db.example.com/maru';
  assert.match(problemsOf({ DATABASE_URL: url })[0]!, /^MARU_SECRET_KEY is required with DATABASE_URL/);
  assert.equal(configOf({ DATABASE_URL: url, MARU_SECRET_KEY: 'x'.repeat(32) }).database_url, url);
  assert.deepEqual(problemsOf({ MARU_SECRET_KEY: 'short' }), ['MARU_SECRET_KEY must have at least 32 characters.']);
});

test('forwarded headers count only from the proxies that are named', () => {
  const { trusted_proxies } = configOf({ MARU_TRUSTED_PROXIES: '10.0.0.0/8, ::1' });
  assert.equal(trusted_proxies.check('10.1.2.3'), true);
  assert.equal(trusted_proxies.check('11.1.2.3'), false);
  assert.equal(trusted_proxies.check('::1', 'ipv6'), true);
});
