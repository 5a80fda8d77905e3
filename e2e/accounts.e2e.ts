import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { codeFor } from './support/one-time-code.ts';
import { signIn, signInOf } from './support/sign-in.ts';
import { walk } from './support/walk.ts';

const open = useBrowser();
const phone = { screen: 'phone', scripts: false } as const;
const password = 'tram lantern 42 copper';

const path = (page: Page) => new URL(page.url()).pathname;
const press = (page: Page) => page.locator('main form button').first().click();

describe('the first administrator, on a phone in Bangla with scripts off', () => {
  test('opens the account by the printed link, sets up a second factor, and invites the secretariat', async () => {
    const page = await open(phone);
    const link = new URL(inject('invitation'));
    expect(await walk(page, [link.pathname])).toEqual([]);
    await page.locator('input[name=password]').fill('password1234');
    await press(page);
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await page.locator('input[name=name]').inputValue()).toBe('Rahima');
    await page.locator('input[name=password]').fill(password);
    await page.locator('input[name=conduct]').check();
    await press(page);
    expect(path(page)).toBe('/bn/sign-in');
    expect((await page.request.get(link.pathname)).status()).toBe(410);

    await page.locator('input[name=email]').fill('first@administrator.example');
    await page.locator('input[name=password]').fill(password);
    await press(page);
    expect(path(page)).toBe('/bn/enrolment');
    await page.goto('/bn/desk/accounts');
    expect(path(page)).toBe('/bn/enrolment');
    await page.locator('input[name=current]').fill(password);
    await press(page);
    const secret = (await page.locator('main p code').textContent()) ?? '';
    expect(await page.locator('ul.codes li').count()).toBe(10);
    await page.locator('input[name=code]').fill('000000');
    await press(page);
    expect(await page.getByRole('alert').count()).toBe(1);
    await page.locator('input[name=code]').fill(codeFor(secret));
    await press(page);
    expect(path(page)).toBe('/bn/desk/accounts');
    expect(await walk(page, ['/bn/desk', '/bn/desk/account', '/bn/desk/accounts'])).toEqual([]);
    await page.locator('form[action="?/invite"] input[name=email]').fill('officer@secretariat.example');
    await page.locator('form[action="?/invite"] input[name=name]').fill('Officer');
    await page.locator('form[action="?/invite"] button').click();
    expect(await page.getByRole('status').count()).toBe(1);
    await page.getByRole('link', { name: 'Officer', exact: true }).click();
    await page.locator('form[action="?/grant"] select').selectOption('secretariat');
    await page.locator('form[action="?/grant"] input[name=reason]').fill('officer of the secretariat');
    await page.locator('form[action="?/grant"] button').click();
    expect(await page.getByRole('status').count()).toBe(1);
  });
});

describe('a focal point, on a phone with scripts off', () => {
  test.each(['en', 'bn'])('signs in, finds the own seats first, and signs out (%s)', async (lang) => {
    const page = await open(phone);
    await signIn(page, 'focal', `/${lang}/desk`);
    expect(path(page)).toBe(`/${lang}/desk`);
    expect(await page.locator('main a[href$="/bodies/bmct"]').count()).toBeGreaterThan(0);
    expect(
      await walk(
        page,
        ['', '/desk', '/desk/account', '/bodies/bmct'].map((place) => `/${lang}${place}`),
      ),
    ).toEqual([]);
    await page.locator('header form[action$="/sign-out"] button').click();
    await page.goto(`/${lang}/desk`);
    expect(path(page)).toBe(`/${lang}/sign-in`);
  });

  test('without the duty is refused with a plain sentence', async () => {
    const page = await open(phone);
    await signIn(page, 'focal', '/en/desk');
    const answer = await page.goto('/en/desk/accounts');
    expect(answer?.status()).toBe(403);
    expect(await page.locator('main').textContent()).toContain('belongs to a duty that you do not have');
  });

  test.each(['en', 'bn'])('pages of the way in are sound (%s)', async (lang) => {
    const page = await open(phone);
    const places = ['sign-in', 'forgot', 'request-access', 'second-factor', 'sign-in/passkey'];
    expect(
      await walk(
        page,
        places.map((place) => `/${lang}/${place}`),
      ),
    ).toEqual([]);
  });
});

test('a passkey is made, and signs in with two factors at once', async () => {
  const page = await open();
  const origin = inject('origin');
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const { email, password: own } = signInOf('chair');
  await page.goto(`${origin}/en/sign-in?to=/en/desk/account/passkeys`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(own);
  await page.locator('main form button').click();
  await page.waitForURL((url) => url.pathname === '/en/desk/account/passkeys');
  await page.locator('input[name=name]').fill('Test key');
  await page.locator('main button').click();
  await page.waitForURL('**/desk/account#passkeys');
  expect(await page.locator('main').textContent()).toContain('Test key');
  await page.locator('header form[action$="/sign-out"] button').click();
  await page.goto(`${origin}/en/sign-in/passkey`);
  await page.locator('main button').click();
  await page.waitForURL('**/en/desk');
  expect(await page.locator('main').textContent()).toContain('chair');
});

describe('what an attacker would try', () => {
  const origin = () => inject('origin');
  const form = (fields: Record<string, string>, headers: Record<string, string> = {}) => ({
    method: 'POST',
    redirect: 'manual' as const,
    body: new URLSearchParams(fields),
    headers: { origin: origin(), accept: 'text/html', ...headers },
  });
  const cookieOf = async (role: Parameters<typeof signInOf>[0]) => {
    const answer = await fetch(`${origin()}/en/sign-in`, form(signInOf(role)));
    expect(answer.status).toBe(303);
    return answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  };

  test('a form sent from another site is refused', async () => {
    const cookie = await cookieOf('secretariat');
    for (const [place, fields] of [
      ['/en/sign-in', signInOf('secretariat')],
      ['/en/sign-out', {}],
      ['/en/desk/accounts?/invite', { email: 'x@evil.example', name: 'Evil', lang: 'en' }],
    ] as const) {
      const answer = await fetch(origin() + place, form(fields, { cookie, origin: 'https://evil.example' }));
      expect([place, answer.status]).toEqual([place, 403]);
    }
    const json = await fetch(`${origin()}/en/desk/account/passkeys/proof`, {
      method: 'POST',
      body: '{}',
      headers: { cookie, origin: 'https://evil.example', 'content-type': 'application/json' },
    });
    expect(json.status).toBe(403);
  });

  test('what a person sees is never kept for others, and what others see is not what a person gets', async () => {
    const cookie = await cookieOf('chair');
    const place = `/en/bodies/lm-twg?cache=${String(Date.now())}`;
    const theirs = await fetch(origin() + place, { headers: { cookie } });
    expect(theirs.headers.get('cache-control')).toBe('private, no-store');
    expect(theirs.headers.get('vary')).toContain('cookie');
    const personal = await theirs.text();
    expect(personal).toContain('/en/sign-out');
    expect(personal).toContain('Demonstration: chair');
    const everybodys = await (await fetch(origin() + place)).text();
    expect(everybodys).not.toContain('/en/sign-out');
    expect(everybodys).not.toContain('Demonstration: chair');
    const again = await (await fetch(origin() + place, { headers: { cookie } })).text();
    expect(again).toContain('/en/sign-out');
    const forged = await fetch(origin() + place, { headers: { cookie: 'setu.session_token=forged' } });
    expect(forged.headers.get('cache-control')).toBe('private, no-store');
    expect(await forged.text()).not.toContain('/en/sign-out');
  });

  test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'after signing in, ?to=%s leads home',
    async (to) => {
      const place = `${origin()}/en/sign-in?to=${encodeURIComponent(to)}`;
      const answer = await fetch(place, form(signInOf('auditor')));
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/desk']);
    },
  );

  test('known and unknown addresses get the same page when the password is wrong or forgotten', async () => {
    const about = async (place: string, fields: Record<string, string>) => {
      const answer = await fetch(origin() + place, form(fields));
      const text = await answer.text();
      return [answer.status, text.replaceAll(/value="[^"]*"/gu, '').replaceAll(/[a-z]+@[a-z.]+/gu, '')];
    };
    const { email } = signInOf('steward');
    for (const [place, fields] of [
      ['/en/sign-in', { password: 'not the right words' }],
      ['/en/forgot', {}],
    ] as const) {
      const known = await about(place, { ...fields, email });
      const unknown = await about(place, { ...fields, email: 'nobody@ministry.example' });
      expect(known).toEqual(unknown);
    }
  });

  test('more fields in a form than it has change nothing more', async () => {
    const cookie = await cookieOf('focal');
    for (const place of ['/en/desk/accounts?/invite', '/en/desk/accounts/demonstration-focal?/grant']) {
      const answer = await fetch(
        origin() + place,
        form(
          {
            duty: 'secretariat',
            from: '2020-01-01',
            reason: 'because',
            email: 'x@y.example',
            name: 'Xx',
            lang: 'en',
          },
          { cookie },
        ),
      );
      expect([place, answer.status]).toEqual([place, 403]);
    }
  });
});
