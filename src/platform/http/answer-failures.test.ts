import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  RouterContextProvider,
  type ServerBuild,
} from 'react-router';
import type { Context } from '#platform/context.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { translator } from '#platform/i18n/translator.ts';
import { answerFailures } from './answer-failures.ts';
import type { FormAnswer } from './form-answer.ts';
import { formValues, queryValues } from './form-values.ts';
import { contextKey, surroundingsKey } from './page-context.ts';

interface Answer {
  data: unknown;
  init: { status: number; headers: Record<string, string> };
}

/** One page with this loader and action, wrapped as the site does it, and what its context logs. */
function startPage(module: {
  loader?: (args: LoaderFunctionArgs) => unknown;
  action?: (args: ActionFunctionArgs) => unknown;
}) {
  const logged: { level: string; fields: unknown }[] = [];
  const bugs: unknown[] = [];
  const build = { routes: { page: { id: 'page', module } } } as unknown as ServerBuild;
  const wrapped = answerFailures(build, () => '/sign-in').routes.page!.module;
  const context = new RouterContextProvider();
  const log = { warn: (fields: unknown) => logged.push({ level: 'warn', fields }) };
  context.set(contextKey, { t: translator('ko'), log } as unknown as Context);
  context.set(surroundingsKey, {
    locale: 'ko',
    time_zone: 'Asia/Seoul',
    theme: null,
    density: null,
    nonce: 'n',
    drawn_at: 0,
    messages_url: null,
    wordsUrl: () => null,
    request_id: 'request-7',
    reportBug: (error) => bugs.push(error),
  });
  const run = async (step: 'loader' | 'action', request: Request): Promise<unknown> => {
    const args = { request, context, params: {}, url: new URL(request.url), pattern: '' };
    return (wrapped[step] as (args: unknown) => Promise<unknown>)(args);
  };
  return {
    logged,
    bugs,
    load: (path = '/page?tab=1') => run('loader', new Request(`http://desk.test${path}`)),
    answer: (request: Request) => run('action', request),
    send: (body: URLSearchParams | FormData) =>
      run('action', new Request('http://desk.test/page', { method: 'POST', body })),
  };
}
const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => assert.fail('nothing was thrown'),
    (thrown: unknown) => thrown,
  );

test('a failure of a loader is the error page with its status and sentence', async () => {
  const page = startPage({
    loader: () => {
      throw new Failure('too_many', 'platform.too_many', { retry_after: 12.2 });
    },
  });
  const { data, init } = (await thrownBy(page.load())) as Answer;
  assert.equal(init.status, 429);
  assert.deepEqual(init.headers, { 'retry-after': '13' });
  assert.match((data as { sentence: string }).sentence, /^짧은 시간에/);
});

test('who is not signed in is led to the sign-in page and back, also when the router asks for data', async () => {
  const page = startPage({
    loader: () => {
      throw new Failure('not_signed_in', 'platform.not_signed_in');
    },
  });
  for (const path of ['/page?tab=1', '/page.data?tab=1']) {
    const response = (await thrownBy(page.load(path))) as Response;
    assert.equal(response.headers.get('location'), '/sign-in?return_to=%2Fpage%3Ftab%3D1');
  }
});

test('a bug shows nothing but its number and is reported once', async () => {
  const bug = new Error('select secret');
  const page = startPage({
    loader: () => {
      throw bug;
    },
  });
  const { data, init } = (await thrownBy(page.load())) as Answer;
  assert.equal(init.status, 500);
  assert.deepEqual(data, { request_id: 'request-7' });
  assert.deepEqual(page.bugs, [bug]);
});

test('what a page itself throws, such as a redirect, stays as it is', async () => {
  const redirect = new Response(null, { status: 302 });
  const page = startPage({
    loader: () => {
      throw redirect;
    },
  });
  assert.equal(await thrownBy(page.load()), redirect);
});

test('a failure of an action goes back to its form with what was typed, but for secrets', async () => {
  const page = startPage({
    async action(args) {
      await formValues(args, ['name', 'email', 'new_password'], ['tag_ids']);
      throw invalid([
        { field: 'name', code: 'platform.required' },
        { field: 'email', code: 'platform.not_a_choice', values: { value: '나무' } },
      ]);
    },
  });
  const sent = new URLSearchParams({ intent: 'create', name: '', email: '나무', new_password: 'hunter2' });
  sent.append('tag_ids', '1');
  sent.append('tag_ids', '2');
  const { data, init } = (await page.send(sent)) as Answer;
  const { failure } = data as FormAnswer;
  assert.equal(init.status, 400);
  assert.equal(failure.intent, 'create');
  assert.deepEqual(failure.problems, [
    { field: 'name', sentence: '필수 입력 항목입니다.' },
    { field: 'email', sentence: '‘나무’는 선택할 수 없는 값입니다.' },
  ]);
  assert.deepEqual(failure.typed, { intent: ['create'], name: [''], email: ['나무'], tag_ids: ['1', '2'] });
});

test('F05 a form gives only the fields it was asked for; the others are left out and noted', async () => {
  let values: unknown;
  const page = startPage({
    async action(args) {
      values = await formValues(args, ['name', 'notes'], ['tag_ids']);
      return null;
    },
  });
  await page.send(
    new URLSearchParams([
      ['name', 'Kim'],
      ['notes', 'a\r\nb'],
      ['role', 'admin'],
      ['__proto__', 'x'],
      ['account_id', '2'],
    ]),
  );
  assert.deepEqual(values, { name: 'Kim', notes: 'a\nb', tag_ids: [] });
  assert.deepEqual(page.logged, [{ level: 'warn', fields: { fields: ['role', '__proto__', 'account_id'] } }]);
});

test('D06 a field sent twice, a file where text belongs and a NUL are refused by name', async () => {
  const page = startPage({ action: (args) => formValues(args, ['name']) });
  const withFile = new FormData();
  withFile.append('name', new File(['x'], 'x.txt'));
  const bodies: [URLSearchParams | FormData, string][] = [
    [new URLSearchParams('name=a&name=b'), 'platform.sent_twice'],
    [new URLSearchParams('name=a%00b'), 'platform.not_text'],
    [withFile, 'platform.not_text'],
  ];
  for (const [body, code] of bodies) {
    const { data } = (await page.send(body)) as Answer;
    const { failure } = data as FormAnswer;
    assert.equal(failure.code, code);
    assert.equal(failure.problems[0]?.field, 'name');
  }
  assert.throws(
    () => queryValues(new URL('http://desk.test/?view=a&view=b'), ['view']),
    (thrown) => thrown instanceof Failure && thrown.code === 'platform.sent_twice',
  );
});

test('F05 a form whose fields are named like parts of every object comes back like any other', async () => {
  const page = startPage({
    action: () => {
      throw invalid([{ field: 'name', code: 'fields.not_an_email', values: { value: 'x' } }]);
    },
  });
  const body = new URLSearchParams('name=x&constructor=1&toString=2&__proto__=3&hasOwnProperty=4');
  const { data } = (await page.send(body)) as { data: FormAnswer };
  assert.deepEqual(Object.keys(data.failure.typed), ['name', 'constructor', 'toString', 'hasOwnProperty']);
});

test('D06 a body that is no form is refused, not a bug', async () => {
  const page = startPage({ action: async (args) => formValues(args, ['name']) });
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  const broken = new Request('http://desk.test/page', { method: 'POST', body: 'no part at all', headers });
  const { data, init } = (await page.answer(broken)) as Answer & { data: FormAnswer };
  assert.deepEqual([init.status, data.failure.code, data.failure.typed], [400, 'platform.body_unreadable', {}]);
  assert.deepEqual(page.bugs, []);
});

test('D08 a form that does not say how long it is is not kept for a second reading', async () => {
  const seen: number[] = [];
  const page = startPage({
    action: () => {
      throw invalid([{ field: 'name', code: 'fields.not_an_email', values: { value: 'x' } }]);
    },
  });
  const body = new ReadableStream({
    pull(controller) {
      seen.push(1);
      controller.enqueue(Buffer.alloc(1024, 'a'));
      if (seen.length > 10_000) controller.close();
    },
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'transfer-encoding': 'chunked' };
  const endless = new Request('http://desk.test/page', {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit);
  const { data } = (await page.answer(endless)) as { data: FormAnswer };
  assert.deepEqual(data.failure.typed, {});
  assert.ok(seen.length < 100, `${seen.length} pieces were read`);
});
