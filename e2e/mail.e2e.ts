import { describe, expect, inject, test } from 'vitest';
import { demonstrationAccount } from '../src/features/accounts/demonstration/rules.ts';
import { mailTemplates } from '../src/lib/mail/templates.ts';
import { stopToken } from '../src/lib/server/mail/stop-links.ts';
import { useBrowser } from './support/browser.ts';
import { journeySecret, signIn } from './support/sign-in.ts';
import { walk } from './support/walk.ts';

const open = useBrowser();
const templates = Object.keys(mailTemplates);

describe.each(['en', 'bn'] as const)('letters in %s', (lang) => {
  test.each(['light', 'dark'] as const)(
    'each can be read by everybody, on a phone, %s',
    async (scheme) => {
      const page = await open({ screen: 'phone', scheme, scripts: true });
      const letters = templates.map((name) => `/${lang}/desk/design/letters/${name}.html`);
      expect(await walk(page, [`/${lang}/desk/design/letters`, ...letters])).toEqual([]);
    },
    180_000,
  );

  test('an administrator sees what waits and what the demonstration would have sent', async () => {
    const page = await open({ screen: 'phone', scripts: true });
    await signIn(page, 'administrator', `/${lang}/desk`);
    const paths = ['/desk', '/desk/admin/outbox', '/desk/admin/mail'].map((path) => `/${lang}${path}`);
    expect(await walk(page, paths)).toEqual([]);
  }, 120_000);
});

test('a focal point finds the list first, in Bangla, on a phone, with scripts off', async () => {
  const page = await open({ screen: 'phone', scripts: false });
  await signIn(page, 'focal', '/bn/desk');
  expect(await page.locator('h1').textContent()).toBe('আমার তালিকা');
  expect(await page.locator('main ol li').count()).toBeGreaterThan(0);
  const response = await page.goto('/bn/desk/admin/outbox');
  expect(response?.status()).toBe(403);
}, 60_000);

describe('the link that ends the weekly letter', () => {
  const token = stopToken(journeySecret, demonstrationAccount('chair'));
  const address = (of = token) => `${inject('origin')}/en/letters/stop/${of}`;
  const oneClick = (of: string, headers: Record<string, string> = {}) =>
    fetch(address(of), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: 'List-Unsubscribe=One-Click',
      redirect: 'manual',
    });

  test('changes nothing when it is only opened', async () => {
    const page = await open({ scripts: false });
    await page.goto(address());
    await signIn(page, 'chair', '/en/desk');
    expect(await page.locator('main').textContent()).toContain('you get this list as a letter');
  }, 60_000);

  test('works with the one click of a mail program, which names no origin and has no session', async () => {
    expect((await oneClick(token)).status).toBe(200);
    const page = await open({ scripts: false });
    await signIn(page, 'chair', '/en/desk');
    expect(await page.locator('main').textContent()).toContain('You get no weekly letter.');
    await page.getByText('Send me the weekly letter').click();
    expect(await page.locator('main').textContent()).toContain('you get this list as a letter');
  }, 60_000);

  test('refuses a link that is not ours, and a page elsewhere that posts one that is', async () => {
    expect((await oneClick(token.replace('chair', 'focal'))).status).toBe(404);
    expect((await fetch(address('x.y'))).status).toBe(404);
    expect((await oneClick(token, { origin: 'https://elsewhere.example' })).status).toBe(403);
  });
});
