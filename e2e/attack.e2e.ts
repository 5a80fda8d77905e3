import http from 'node:http';
import { describe, expect, inject, test } from 'vitest';

const ask = (path: string, init: RequestInit = {}) =>
  fetch(inject('origin') + path, { redirect: 'manual', ...init });

/** What fetch would put right on the way: the status of an answer to a target or Host header as it stands. */
function statusOf(path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  const { hostname, port } = new URL(inject('origin'));
  return new Promise((resolve, reject) => {
    http
      .get({ hostname, port, path, headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      })
      .on('error', reject);
  });
}

describe('a stranger', () => {
  test('does not put the data of a page in the place of the page', async () => {
    for (const path of ['/en/principles', '/bn/objectives?poison=1']) {
      const [pathname = '', query = ''] = path.split('?');
      await ask(`${pathname}/__data.json?${query}`);
      expect((await ask(path)).headers.get('content-type'), path).toMatch(/^text\/html/u);
      await ask(path);
      const data = await ask(`${pathname}/__data.json?${query}`);
      expect(data.headers.get('content-type'), path).toMatch(/^application\/json/u);
    }
  });

  test('does not write the address of another site into a page', async () => {
    const forwarded = { 'x-forwarded-host': 'evil.example', 'x-setu-host': 'evil.example' };
    const first = await ask('/en/evidence?host', { headers: forwarded });
    expect(await first.text()).not.toContain('evil.example');
    expect(await (await ask('/en/evidence?host')).text()).not.toContain('evil.example');
  });

  test('may ask only for a path of ours', async () => {
    expect(await statusOf('*.evil.example/en')).toBe(400);
    expect(await statusOf('http://evil.example/en')).toBe(400);
    expect(await statusOf('/en/principles')).toBe(200);
  });

  test('gets no failure of ours for a NUL in a query', async () => {
    for (const path of ['/en/indicators?theme=%00', '/bn/indicators?theme=a%00b', '/en/search?q=%00'])
      expect((await ask(path)).status, path).toBe(404);
  });
});

test('every kind of answer says that it is what its type says', async () => {
  const paths = [
    '/',
    '/en',
    '/en/',
    '/en/nothing',
    '/favicon.ico',
    '/_app/env.js',
    '/_app/nothing',
    '/%E0%A6',
  ];
  const reserved = '/en?x-sveltekit-invalidated=1';
  for (const path of [...paths, reserved, '/en/about/__route.js', '/sitemap.xml', '/healthz']) {
    const { headers } = await ask(path);
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('referrer-policy'), path).toBe('strict-origin-when-cross-origin');
  }
  const refused = await ask('/en/bodies', {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'content-type': 'text/plain' },
    body: 'a=b',
  });
  expect([refused.status, refused.headers.get('x-content-type-options')]).toEqual([403, 'nosniff']);
});
