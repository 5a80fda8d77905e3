import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { barriers } from './support/axe.ts';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';
import { walk } from './support/walk.ts';

const open = useBrowser();
const path = (page: Page) => new URL(page.url()).pathname;
const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const save = (page: Page) => page.locator('main form button').first().click();

describe('the secretariat, on a phone with scripts off', () => {
  test('records a commitment, is told which name means several, adds a step, and the public reads it', async () => {
    const page = await open({ screen: 'phone', scripts: false });
    await signIn(page, 'secretariat', '/en/desk/commitments/new');
    await field(page, 'title.en').fill('Keep the registers by form');
    await field(page, 'kind').selectOption('pledge');
    await field(page, 'instrument.en').fill('A journey in a browser');
    await field(page, 'parties.0.organisation').selectOption({ index: 1 });
    await field(page, 'parties.0.role').selectOption('maker');
    await field(page, 'items.0.item').fill('nothing is called so');
    await field(page, 'items.0.basis').selectOption('own');
    await save(page);
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await field(page, 'items.0.item').inputValue()).toBe('nothing is called so');
    expect(await field(page, 'title.en').inputValue()).toBe('Keep the registers by form');

    await field(page, 'items.0.item').fill('GCM ২৩');
    await save(page);
    expect(path(page)).toBe('/en/desk/commitments/keep-the-registers-by-form');
    expect(await field(page, 'items.0.item').inputValue()).toMatch(/\[gcm-23\]$/u);

    await page.getByRole('link', { name: 'Add a step' }).click();
    await field(page, 'status').selectOption('under-way');
    await field(page, 'on_date').fill('২০২৩-০১');
    await save(page);
    expect(path(page)).toMatch(/^\/en\/desk\/commitment_statuses\/keep-the-registers-by-form-under-way/u);

    const reader = await open({ screen: 'phone', scripts: false });
    await reader.goto('/bn/commitments/keep-the-registers-by-form');
    expect(await reader.locator('main').textContent()).toContain('জানুয়ারি ২০২৩');
    expect(await reader.locator('main a[href*="/desk/"]').count()).toBe(0);

    await page.goto('/en/desk/commitments/keep-the-registers-by-form');
    await field(page, 'reason').fill('It was only a journey');
    await page.getByRole('button', { name: 'Archive' }).click();
    await reader.goto('/en/commitments');
    expect(await reader.getByText('Keep the registers by form').count()).toBe(0);
  });
});

test('whoever is not of the secretariat opens no form of the registers', async () => {
  const page = await open();
  await signIn(page, 'focal', '/en/desk');
  for (const noun of ['commitments', 'commitment_statuses', 'plans', 'actions', 'indicators', 'observations'])
    for (const place of ['', '/new', '/x'])
      expect((await page.goto(`/en/desk/${noun}${place}`))?.status(), noun + place).toBe(403);
});

test('two records of one organisation become one, and the old address leads to the one that stays', async () => {
  const page = await open({ screen: 'phone', scripts: false });
  await signIn(page, 'secretariat', '/bn/desk/organisations/new');
  await page.locator('input[name="name.en"]').fill('Some Organisation Twice');
  const type = page.locator('[name=type]');
  if ((await type.evaluate((element) => element.tagName)) === 'SELECT') await type.selectOption({ index: 1 });
  else await type.fill('un-agency');
  await page.locator('select[name=visibility]').selectOption('public');
  await page.locator('input[name=published]').check();
  await page.locator('main form button').last().click();
  const address = '/bn/desk/organisations/some-organisation-twice/merge';
  expect(await walk(page, [address])).toEqual([]);
  await page.goto(address);
  await page.locator('[name=kept]').selectOption('iom');
  await page.locator('main form button').last().click();
  expect(await page.getByRole('alert').count()).toBe(1);
  expect(await page.locator('[name=kept]').inputValue()).toBe('iom');
  await page.locator('input[name=reason]').fill('একই সংস্থা দুবার');
  await page.locator('main form button').last().click();
  // Both are shown side by side before anything happens.
  expect(await page.getByRole('status').count()).toBe(0);
  expect(await page.locator('#compare ~ * table, table').textContent()).toContain('Some Organisation Twice');
  expect(await barriers(page)).toEqual([]);
  await page.locator('input[name=sure] ~ * button').first().click();
  expect(new URL(page.url()).pathname).toBe('/bn/desk/organisations/iom');
  expect(await page.getByRole('status').count()).toBe(1);
  const anybody = await open({ screen: 'phone', scripts: false });
  await anybody.goto('/bn/organisations/some-organisation-twice');
  expect(new URL(anybody.url()).pathname).toBe('/bn/organisations/iom');
}, 60_000);
