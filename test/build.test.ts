import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createElement } from 'react';
import type { ServerBuild } from 'react-router';
import { type Assets, messagesUrl, wordsUrl } from '#platform/http/assets.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { loadProgram } from './load-program.ts';
import { startApp, type TestApp } from './start-app.ts';

/** What a console page may load before its lazy parts, compressed. */
const budgetBytes = 170_000;

let pages: ServerBuild;
let assets: Assets;
let app: TestApp;

before(async () => {
  const program = await loadProgram();
  pages = program.pages.build;
  assets = program.pages.assets;
  app = await startApp({ program: { ...program, pages: { build: withTwoPages(), assets } } });
});
after(() => app.stop());

/** The routes from the document down to this one. */
function lineOf(id: string): string[] {
  const { parentId } = pages.routes[id]!;
  return parentId ? [...lineOf(parentId), id] : [id];
}
const isScriptless = (id: string) =>
  lineOf(id).some((each) => (pages.routes[each]!.module.handle as { scripts?: false } | undefined)?.scripts === false);
const weightOf = (url: string) =>
  gzipSync(readFileSync(join(projectFolder, 'build', 'client', url)), { level: 9 }).length;

/** Every script that a page loads at once: entry, list of routes, its route modules, all they import, one language. */
function scriptsOf(id: string): string[] {
  const { entry, routes, url } = pages.assets;
  const own = lineOf(id).flatMap((each) => [routes[each]!.module, ...(routes[each]!.imports ?? [])]);
  const messages = ['en', 'ko'].map((locale) => messagesUrl(assets, locale)!).sort((a, b) => weightOf(b) - weightOf(a));
  const [heavier] = messages;
  const locale = heavier === messagesUrl(assets, 'ko') ? 'ko' : 'en';
  const words = lineOf(id)
    .flatMap((each) => (pages.routes[each]!.module.handle as { words?: string[] } | undefined)?.words ?? [])
    .map((feature) => wordsUrl(assets, feature, locale)!);
  return [...new Set([entry.module, ...entry.imports, url, ...own, heavier!, ...words])];
}

test('no page of the console loads more than 170 kB of script before its lazy parts', () => {
  const tooHeavy = Object.keys(pages.routes)
    .filter((id) => !isScriptless(id))
    .map((id) => ({ id, bytes: scriptsOf(id).reduce((sum, url) => sum + weightOf(url), 0) }))
    .filter(({ bytes }) => bytes > budgetBytes);
  assert.deepEqual(tooHeavy, []);
});

test('every page of the portal is plain HTML', () => {
  const addressOf = (id: string) =>
    lineOf(id)
      .map((each) => pages.routes[each]!.path ?? '')
      .join('/');
  const portal = Object.keys(pages.routes).filter((id) => /^\/*portal(\/|$)/.test(addressOf(id)));
  assert.deepEqual(
    portal.filter((id) => !isScriptless(id)),
    [],
  );
});

/** The built document around two pages of this test, one with scripts and one without. */
function withTwoPages(): ServerBuild {
  const page = (path: string, handle?: object) => ({
    id: path,
    parentId: 'root',
    path,
    module: { default: () => createElement('p', null, path), ...(handle && { handle }) },
  });
  const { root } = pages.assets.routes;
  const manifestEntry = (path: string) => ({ ...root!, id: path, parentId: 'root', path });
  const build = {
    ...pages,
    routes: { root: pages.routes.root!, plain: page('plain', { scripts: false }), lively: page('lively') },
    assets: {
      ...pages.assets,
      routes: { root: root!, plain: manifestEntry('plain'), lively: manifestEntry('lively') },
    },
  };
  return build as unknown as ServerBuild;
}
const open = (path: string, language: string) =>
  app.ask(path, { headers: { accept: 'text/html', 'accept-language': language } });

test('D03 a page’s scripts carry the nonce of its policy, and nothing in it is styled inline', async () => {
  const response = await open('/lively', 'en');
  const html = await response.text();
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];
  assert.ok(nonce);
  const scripts = html.match(/<script\b[^>]*>/g) ?? [];
  assert.ok(scripts.length >= 2);
  for (const script of scripts) assert.ok(script.includes(`nonce="${nonce}"`), script);
  assert.ok(!/\sstyle=|<style|\son\w+=/.test(html));
  assert.match(html, /<link [^>]*rel="stylesheet" href="\/assets\/style-/);
  assert.ok(
    html.includes(`<link rel="modulepreload" href="${messagesUrl(assets, 'en')}"`),
    'messages are asked for early',
  );
});

test('a page without scripts has none: no tag, no preload, and its language is Korean for a Korean', async () => {
  const response = await open('/plain', 'ko');
  const html = await response.text();
  assert.match(html, /<html lang="ko" data-time-zone="Asia\/Seoul"/);
  assert.ok(html.includes('<p>plain</p>'));
  assert.ok(!/<script|modulepreload|\.js"/.test(html), html);
});

test('D07 an address that does not exist is a page in the reader’s language, never kept', async () => {
  const response = await open('/nowhere/foo.css', 'ko');
  assert.equal(response.status, 404);
  assert.equal(response.headers.get('cache-control'), 'private, no-store');
  assert.match(await response.text(), /<h1>페이지를 찾을 수 없습니다<\/h1>/);
});

test('every built script and style has its compressed copies', () => {
  for (const [address, asset] of assets) {
    if (/\.(js|css)$/.test(address)) assert.ok(asset.br && asset.gzip, address);
  }
});

test('browsers get no message that only the server says', () => {
  for (const locale of ['en', 'ko']) {
    const text = readFileSync(join(projectFolder, 'build', 'client', messagesUrl(assets, locale)!), 'utf8');
    const words = readFileSync(join(projectFolder, 'locales', locale, 'platform.json'), 'utf8');
    const { failures } = JSON.parse(words) as { failures: Record<string, string> };
    // A whole message: the same words may well end another one.
    const isThere = (sentence: string) => ['"', "'", '`'].some((quote) => text.includes(quote + sentence + quote));
    assert.deepEqual(
      Object.values(failures).filter((sentence) => !sentence.includes('{') && isThere(sentence)),
      [],
    );
  }
});
