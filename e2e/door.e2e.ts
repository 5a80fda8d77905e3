import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../src/lib/server/db/database.ts';
import { asSystem } from '../src/lib/server/db/viewer.ts';
import { setPassword } from '../src/lib/server/auth/password.ts';
import { openMailServer, type MailServer } from '../src/lib/server/mail/testing.ts';
import { useBrowser } from './support/browser.ts';
import { codeFor } from './support/one-time-code.ts';
import { startProduct, type Product } from './support/product.ts';
import { walk } from './support/walk.ts';

/** An installation that is no demonstration: its letters go to a mail server. */
let product: Product;
let mail: MailServer;
const browser = useBrowser();
const onPhone = () => browser({ screen: 'phone', scripts: false, origin: product.origin });
const password = 'tram lantern 42 copper';

/** Accounts from before the product started; the first one accepted an older code of conduct. */
async function makeAccounts(folder: string): Promise<void> {
  const database = await openDatabase({ engine: 'embedded', folder });
  const now = new Date();
  await asSystem(database, 'the journeys need accounts with a past', async (db) => {
    for (const [id, conduct] of [
      ['older-account', 0],
      ['moving-account', 1],
    ] as const) {
      const values = {
        id,
        name: id,
        email: `${id}@ministry.example`,
        email_verified: true,
        lang: 'bn',
      } as const;
      await db
        .insertInto('accounts')
        .values({ ...values, conduct_version: conduct, created_at: now, updated_at: now })
        .execute();
      const viewer = { kind: 'system', actor: 'journeys' } as const;
      await setPassword({ db, viewer, now, door: 'command-line', requestId: 'journeys' }, id, password);
    }
  });
  await database.destroy();
}

beforeAll(async () => {
  mail = await openMailServer();
  product = await startProduct({
    lang: 'en',
    prepare: makeAccounts,
    settings: {
      PACKS: 'sdg',
      SMTP_URL: `smtp://127.0.0.1:${String(mail.port)}`,
      MAIL_FROM: 'Network <no-reply@network.example>',
    },
  });
}, 240_000);
afterAll(async () => {
  await product.stop();
  await mail.close();
});

const path = (page: Page) => new URL(page.url()).pathname;
const press = (page: Page) => page.locator('main form button').first().click();

/** The newest letter to an address, once it has come. */
async function letterTo(address: string, about: RegExp): Promise<string> {
  const found = () =>
    mail.arrived.findLast(({ to, mail: { text } }) => to.includes(address) && about.test(text ?? ''));
  await expect.poll(found, { timeout: 45_000, interval: 250 }).toBeDefined();
  return found()?.mail.text ?? '';
}

/** The path of the link in a letter. */
async function linkTo(address: string, page: string): Promise<string> {
  const link = new RegExp(`${product.origin}(/(?:en|bn)/${page}/[\\w-]+)`, 'u');
  return link.exec(await letterTo(address, link))?.[1] ?? '';
}

async function signIn(page: Page, at: string, email: string, words = password): Promise<void> {
  await page.goto(at);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(words);
  await press(page);
}

/** Cookies of the first administrator's browser, once it has signed in. */
let administratorsCookies: Awaited<ReturnType<ReturnType<Page['context']>['cookies']>> | undefined;

/** The first administrator at the list of accounts; the first time opens the account by the printed link. */
async function administrator(): Promise<Page> {
  const page = await onPhone();
  if (administratorsCookies) {
    await page.context().addCookies(administratorsCookies);
    await page.goto('/en/desk/accounts');
    return page;
  }
  await page.goto(new URL(product.invitation).pathname);
  await page.locator('input[name=password]').fill(password);
  await page.locator('input[name=conduct]').check();
  await press(page);
  await signIn(page, '/en/sign-in?to=/en/desk/accounts', 'first@administrator.example');
  await page.locator('input[name=current]').fill(password);
  await press(page);
  const secret = (await page.locator('main p code').textContent()) ?? '';
  await page.locator('input[name=code]').fill(codeFor(secret));
  await press(page);
  administratorsCookies = await page.context().cookies();
  return page;
}

describe('on a phone, scripts off, in Bangla', () => {
  test('a forgotten password: letter, new password, the code of conduct as it is now, and on', async () => {
    const email = 'older-account@ministry.example';
    const elsewhere = await onPhone();
    await signIn(elsewhere, '/bn/sign-in?to=/bn/desk/account', email);
    expect(path(elsewhere)).toBe('/bn/conduct');

    const page = await onPhone();
    await page.goto('/bn/forgot');
    await page.locator('input[name=email]').fill(email);
    await press(page);
    expect(await page.getByRole('status').count()).toBe(1);
    const link = await linkTo(email, 'reset');
    expect(await walk(page, [link])).toEqual([]);
    await page.locator('input[name=password]').fill('short');
    await press(page);
    expect(await page.getByRole('alert').count()).toBe(1);
    await page.locator('input[name=password]').fill('quite another sentence');
    await press(page);
    expect(path(page)).toBe('/bn/sign-in');
    expect((await page.request.get(link)).status()).toBe(410);
    await elsewhere.goto('/bn/conduct');
    expect(path(elsewhere)).toBe('/bn/sign-in');

    await signIn(page, '/bn/sign-in?to=/bn/desk/account', email, 'quite another sentence');
    expect(path(page)).toBe('/bn/conduct');
    expect(await walk(page, ['/bn/conduct?to=/bn/desk/account'])).toEqual([]);
    await page.goto('/bn/desk');
    expect(path(page)).toBe('/bn/conduct');
    await page.goto('/bn/conduct?to=/bn/desk/account');
    await press(page);
    expect(await page.getByRole('alert').count()).toBe(1);
    await page.locator('input[name=conduct]').check();
    await press(page);
    expect(path(page)).toBe('/bn/desk/account');
  }, 180_000);

  test('another mail address: a letter to the new one, confirmed there, and the old one is told', async () => {
    const [email, moved] = ['moving-account@ministry.example', 'moved@ministry.example'];
    const page = await onPhone();
    await signIn(page, '/bn/sign-in?to=/bn/desk/account', email);
    await page.locator('form[action="?/address"] input[name=email]').fill(moved);
    await page.locator('form[action="?/address"] input[name=current]').fill(password);
    await page.locator('form[action="?/address"] button').click();
    expect(await page.getByRole('status').count()).toBe(1);
    const other = await onPhone();
    const link = await linkTo(moved, 'confirm-address');
    expect(await walk(other, [link])).toEqual([]);
    await press(other);
    expect(path(other)).toBe('/bn/sign-in');
    await letterTo(email, /সচিবালয়/u);
    await signIn(other, '/bn/sign-in', email);
    expect(path(other)).toBe('/bn/sign-in');
    await signIn(other, '/bn/sign-in', moved);
    expect(path(other)).toBe('/bn/desk');
  }, 180_000);
});

test('a request for access: approved by a named person, invited, opened; later closed with a reason', async () => {
  const email = 'asking@agency.example';
  const guest = await onPhone();
  await guest.goto('/en/request-access');
  for (const [name, value] of Object.entries({ email, name: 'Asma Asking', organisation: 'Agency' }))
    await guest.locator(`input[name=${name}]`).fill(value);
  await guest.locator('textarea[name=reason]').fill('I report on returnees.');
  await press(guest);
  expect(await guest.getByRole('status').count()).toBe(1);

  const page = await administrator();
  expect(path(page)).toBe('/en/desk/accounts');
  expect(await page.locator('form[action="?/approve"]').textContent()).toContain('I report on returnees.');
  await page.locator('form[action="?/approve"] button').first().click();
  expect(await page.getByRole('status').count()).toBe(1);

  await guest.goto(await linkTo(email, 'accept'));
  await guest.locator('input[name=password]').fill(password);
  await guest.locator('input[name=conduct]').check();
  await press(guest);
  await signIn(guest, '/en/sign-in', email);
  expect(path(guest)).toBe('/en/desk');

  await page.goto('/en/desk/accounts');
  await page.getByRole('link', { name: 'Asma Asking', exact: true }).click();
  expect(await walk(page, [path(page)])).toEqual([]);
  await page.locator('form[action="?/close"] input[name=why]').fill('The agency named somebody else.');
  await page.locator('form[action="?/close"] button').click();
  expect(path(page)).toBe('/en/desk/accounts');
  expect(await page.getByRole('status').count()).toBe(1);
  expect(await page.locator('main').textContent()).not.toContain('Asma');
  await guest.goto('/en/desk');
  expect(path(guest)).toBe('/en/sign-in');
  expect(await letterTo(email, /named somebody else/u)).toContain('without your name');
}, 240_000);

test('an administrator withdraws an invitation, whose link says so, and makes new recovery codes', async () => {
  const page = await administrator();
  await page.locator('form[action="?/invite"] input[name=email]').fill('mistaken@agency.example');
  await page.locator('form[action="?/invite"] input[name=name]').fill('Mistaken');
  await page.locator('form[action="?/invite"] button').click();
  const link = await linkTo('mistaken@agency.example', 'accept');
  await page.getByRole('link', { name: 'Mistaken', exact: true }).click();
  await page.locator('form[action="?/withdraw"] input[name=why]').fill('typed wrong');
  await page.locator('form[action="?/withdraw"] button').click();
  expect(path(page)).toBe('/en/desk/accounts');
  const guest = await onPhone();
  expect((await guest.goto(link))?.status()).toBe(410);
  expect(await guest.locator('main').textContent()).toContain('প্রত্যাহার');

  await page.goto('/en/desk/account');
  await page.locator('form[action="?/renew"] input[name=current]').fill(password);
  await page.locator('form[action="?/renew"] button').click();
  expect(await page.locator('ul.codes li').count()).toBe(10);
  await page.goto('/en/desk/account');
  await page.locator('form[action="?/close"] input[name=current]').fill(password);
  await page.locator('form[action="?/close"] button').click();
  expect(await page.getByRole('alert').textContent()).toContain('last account that administers');
}, 240_000);
