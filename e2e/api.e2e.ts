import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../src/features/portal/api/policy.ts';
import { shapes } from '../src/features/portal/api/schema.ts';
import type { DemonstrationRole } from '../src/features/accounts/demonstration/rules.ts';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';
import { walk } from './support/walk.ts';

const open = useBrowser();
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(inject('origin') + path, { method, headers, redirect: 'manual' });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

type Made = { token: string; html: string };

/** Makes a token as a person would, with scripts off. */
async function makeToken(role: DemonstrationRole['role'], scopes: string[], lang = 'en'): Promise<Made> {
  const page = await open({ scripts: false, screen: 'phone' });
  await signIn(page, role, `/${lang}/desk/account/tokens`);
  await page.locator('input[name=name]').fill('নমুনা report');
  for (const scope of ['records:public', 'records:mine', 'trail:read']) {
    const box = page.locator(`input[value="${scope}"]`);
    if (await box.count()) await box.setChecked(scopes.includes(scope));
  }
  await page.locator('form[action="?/create"] button').click();
  const token = await page.locator('input#made').inputValue();
  return { token, html: await page.content() };
}

/** Something there is, in the place of each parameter. */
let indicator = '';
const addressOf = (path: string) =>
  path.replace('/indicators/[ref]', `/indicators/${indicator}`).replace('[kind]/[ref]', 'bodies/lm-twg');

beforeAll(async () => {
  const found = (await (await ask('/api/v1/records?kind=indicators&limit=1')).json()) as {
    items: { ref: string }[];
  };
  indicator = found.items[0]?.ref ?? '';
});

const shapeOf: Record<string, keyof typeof shapes> = {
  '/api/v1': 'Root',
  '/api/v1/me': 'Me',
  '/api/v1/records': 'RecordPage',
  '/api/v1/records/[kind]/[ref]': 'Record',
  '/api/v1/indicators/[ref]/observations': 'ObservationPage',
  '/api/v1/history': 'ChangePage',
};

describe('every endpoint x role x scope', () => {
  const cases = [
    ['nobody', [], { me: 401, history: 401 }],
    ['focal', ['records:public'], { me: 200, history: 403 }],
    ['focal', ['records:mine'], { me: 200, history: 403 }],
    ['administrator', ['records:mine'], { me: 200, history: 403 }],
    ['steward', ['records:mine'], { me: 200, history: 403 }],
    ['auditor', ['records:public', 'trail:read'], { me: 200, history: 200 }],
    ['secretariat', ['records:mine', 'trail:read'], { me: 200, history: 200 }],
    ['auditor', ['trail:read'], { me: 200, history: 200, records: 403 }],
  ] as const;

  test.each(cases)('%s with %j', async (role, scopes, expected: Record<string, number>) => {
    const headers = role === 'nobody' ? {} : bearer((await makeToken(role, [...scopes])).token);
    for (const { path, needs } of endpoints) {
      const response = await ask(addressOf(path), headers);
      const status = { nothing: 200, token: expected['me'], records: expected['records'] ?? 200 }[
        needs === 'trail' ? 'nothing' : needs
      ];
      expect([path, response.status]).toEqual([path, needs === 'trail' ? expected['history'] : status]);
      const shape = response.status === 200 ? shapeOf[path] : 'Problem';
      const body: unknown = await response.json();
      if (shape) expect(shapes[shape].parse(body), path).toEqual(body);
    }
  });

  test('a token reads what the public may not know of, and the public cannot tell it from nothing', async () => {
    const headers = bearer((await makeToken('secretariat', ['records:mine'])).token);
    const refs = async (given: Record<string, string>) => {
      const all: string[] = [];
      let next: string | null = '/api/v1/records?kind=people&limit=200';
      while (next) {
        const page = (await (await ask(next, given)).json()) as {
          items: { ref: string }[];
          next: string | null;
        };
        all.push(...page.items.map(({ ref }) => ref));
        next = page.next;
      }
      return all;
    };
    const [everybodys, theirs] = [await refs({}), await refs(headers)];
    const hidden = theirs.find((ref) => !everybodys.includes(ref)) ?? '';
    expect(hidden).not.toBe('');
    expect((await ask(`/api/v1/records/people/${hidden}`, headers)).status).toBe(200);
    const texts = await Promise.all(
      [hidden, 'nobody-of-this-name'].map(async (ref) => (await ask(`/api/v1/records/people/${ref}`)).text()),
    );
    expect(texts[0]).toBe(texts[1]);
  });
});

describe('the interface on the web', () => {
  test('a session is not accepted, and a token opens no page', async () => {
    const page = await open();
    await signIn(page, 'secretariat');
    const response = await page.request.get('/api/v1/me');
    expect(response.status()).toBe(401);
    expect(response.headers()['set-cookie']).toBeUndefined();
    const { token } = await makeToken('secretariat', ['records:mine']);
    expect((await ask('/en/desk', bearer(token))).status).toBe(303);
    expect((await ask('/en/desk/account/tokens', bearer(token))).status).toBe(303);
    const posted = await ask('/api/v1/records', { ...bearer(token), origin: inject('origin') }, 'POST');
    expect([posted.status, posted.headers.get('content-type')]).toEqual([405, 'application/problem+json']);
  });

  test('what is asked with a token is never given to others', async () => {
    const { token } = await makeToken('secretariat', ['records:mine']);
    const path = '/api/v1/records?kind=people&limit=200';
    const [before, mine, after] = [await ask(path), await ask(path, bearer(token)), await ask(path)];
    expect(await mine.text()).not.toBe(await before.text());
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    expect(mine.headers.get('cache-control')).toBe('private, no-cache');
    expect([mine, after].map(({ headers }) => headers.get('vary'))).toEqual([
      'authorization',
      'authorization',
    ]);
    const etag = mine.headers.get('etag') ?? '';
    expect((await ask(path, { ...bearer(token), 'if-none-match': etag })).status).toBe(304);
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(200);
  });

  test('hostile questions get a problem, not a failure', async () => {
    for (const path of [
      '/api/v1/records?limit=1000000000',
      '/api/v1/records?limit=-1',
      '/api/v1/records?kind=%00',
      '/api/v1/records?after=%0d%0aset-cookie:%20a=b',
      '/api/v1/records?after=WyJhIl0',
      '/api/v1/records?since=9999-99-99',
      '/api/v1/records?since=0000-01-01T00:00:00Z',
      '/api/v1/records?unheard=of',
      '/api/v1?x=1',
      "/api/v1/records/people/'%3b drop table records",
      '/api/v1/records/pg_class/x',
      '/api/v1/records/people/%00',
      '/api/v1/indicators/%F0%9F%92%A9/observations',
      '/api/v1/nothing',
      '/api/v2',
      '/api',
      '/api/v1/records/__data.json',
    ]) {
      const response = await ask(path);
      expect([path, [400, 404].includes(response.status), response.headers.get('content-type')]).toEqual([
        path,
        true,
        'application/problem+json',
      ]);
      expect(shapes.Problem.safeParse(await response.json()).success).toBe(true);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  });

  test('a token in an address is refused with a sentence in both languages', async () => {
    const response = await ask(`/api/v1/me?access_token=setu_${'A'.repeat(43)}`);
    const { code, text } = shapes.Problem.parse(await response.json());
    expect([response.status, code]).toEqual([400, 'api.token_in_address']);
    expect(text.bn).toContain('টোকেন');
  });
});

describe('the page of tokens', () => {
  test('shows a token once, revokes it, and has nothing in the way of anybody', async () => {
    const { token, html } = await makeToken('focal', ['records:mine'], 'bn');
    expect(html.split(token).length - 1).toBeGreaterThan(0);
    const page = await open({ scripts: false, screen: 'phone' });
    await signIn(page, 'focal', '/bn/desk/account/tokens');
    expect(await page.content()).not.toContain(token);
    expect(await page.content()).toContain(token.slice(0, 9));
    expect(await walk(page, ['/bn/desk/account/tokens', '/en/desk/account/tokens'])).toEqual([]);
    expect((await ask('/api/v1/me', bearer(token))).status).toBe(200);
    const row = page.locator('tr', { hasText: token.slice(0, 9) });
    await row.locator('form button').click();
    await page.waitForURL(/revoked/u);
    expect((await ask('/api/v1/me', bearer(token))).status).toBe(401);
  });

  test('keeps what was typed and says what is missing', async () => {
    const page = await open({ scripts: false });
    await signIn(page, 'focal', '/en/desk/account/tokens');
    await page.locator('input[name=name]').fill('Kept');
    for (const box of await page.locator('input[type=checkbox]').all()) await box.uncheck();
    await page.locator('form[action="?/create"] button').click();
    expect(await page.locator('[role=alert]').innerText()).toContain('Choose at least one');
    expect(await page.locator('input[name=name]').inputValue()).toBe('Kept');
    expect(await page.locator('input[value="trail:read"]').count()).toBe(0);
  });
});

test('every example of docs/api.md works as it stands', async () => {
  const { token } = await makeToken('secretariat', ['records:mine', 'trail:read']);
  const examples = [...fs.readFileSync('docs/api.md', 'utf8').matchAll(/```sh\n(.+?)```/gsu)];
  expect(examples.length).toBeGreaterThan(5);
  const ETAG = (await ask('/api/v1')).headers.get('etag') ?? '';
  for (const [, command = ''] of examples) {
    const env = { ...process.env, ORIGIN: inject('origin'), TOKEN: token, INDICATOR: indicator, ETAG };
    const output = execFileSync('sh', ['-c', command], { env, encoding: 'utf8' });
    if (command.includes('%{http_code}')) expect(output).toBe('304');
    else expect(JSON.parse(output), command).not.toEqual({});
  }
});
