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
const main = async (page: Page) => (await page.locator('main').textContent()) ?? '';

async function addPledge(page: Page, title: string, cycle: string): Promise<void> {
  await page.goto('/en/desk/commitments/new');
  await field(page, 'title.en').fill(title);
  await field(page, 'kind').selectOption('pledge');
  await field(page, 'instrument.en').fill('A journey in a browser');
  await field(page, 'cycle').fill(cycle);
  await field(page, 'parties.0.organisation').selectOption({ index: 1 });
  await field(page, 'parties.0.role').selectOption('maker');
  await save(page);
}

async function addAction(page: Page, title: string): Promise<void> {
  await page.goto('/en/desk/actions/new');
  await field(page, 'title.en').fill(title);
  await field(page, 'from_on').fill('2026');
  await field(page, 'items.0.item').fill('GCM 6');
  await field(page, 'items.0.basis').selectOption('own');
  await save(page);
  expect(path(page)).toContain('/en/desk/actions/');
}

describe('the life of a pledge, on a phone with scripts off', () => {
  test('from the form to the statement at the next forum, the UN form in both languages and the public page', async () => {
    const page = await open({ screen: 'phone', scripts: false });
    await signIn(page, 'secretariat', '/en/desk');
    await addPledge(page, 'A pledge on its way', 'IMRF 2031');
    const record = '/en/desk/commitments/a-pledge-on-its-way';
    expect(path(page)).toBe(record);
    await field(page, 'title.bn').fill('পথে থাকা একটি অঙ্গীকার');
    await field(page, 'wording.en').fill('Too short for the form');
    await field(page, 'wording.bn').fill('ক্ষি'.repeat(300));
    await field(page, 'natures.policy').check();
    await save(page);
    expect(await field(page, 'natures.policy').isChecked()).toBe(true);
    expect(await main(page)).toContain('22 characters');

    await page.getByRole('link', { name: 'UN pledge form' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Not ready');
    expect(await page.locator('#description').textContent()).toContain('Too short');
    expect(await barriers(page)).toEqual([]);
    await page.goto(`${record}/pledge?in=bn`);
    expect(await page.locator('#description').textContent()).toContain('Ready');
    expect(await page.locator('#pledge-title').inputValue()).toBe('পথে থাকা একটি অঙ্গীকার');
    const file = await page.request.get(`${record}/pledge.txt`);
    expect(await file.text()).toMatch(/A pledge on its way[\s\S]*পথে থাকা একটি অঙ্গীকার/u);
    const fields = (await (await page.request.get(`${record}/pledge.json`)).json()) as {
      bn: { fields: { key: string }[] };
    };
    expect(fields.bn.fields.map(({ key }) => key)).toContain('principles');

    await page.goto(record);
    await page.getByRole('link', { name: 'Add a statement' }).click();
    await field(page, 'cycle').fill('IMRF ২০৩৫');
    await field(page, 'text.bn').fill('টাস্কফোর্স তিনবার সভা করেছে।');
    await field(page, 'on_date').fill('2026-05');
    await field(page, 'published').uncheck();
    await save(page);
    const statement = path(page);

    const reader = await open({ screen: 'phone', scripts: false });
    await reader.goto('/bn/commitments/cycles/imrf-2031');
    expect(await main(reader)).toContain('পথে থাকা একটি অঙ্গীকার');
    expect(await main(reader)).not.toContain('টাস্কফোর্স তিনবার');
    await page.goto(statement);
    await field(page, 'published').check();
    await save(page);
    expect(
      await walk(reader, [
        '/bn/commitments/cycles',
        '/bn/commitments/cycles/imrf-2031',
        '/en/commitments/gaps',
      ]),
    ).toEqual([]);
    await reader.goto('/bn/commitments/cycles/imrf-2031');
    expect(await main(reader)).toContain('টাস্কফোর্স তিনবার সভা করেছে।');
    await reader.goto('/en/commitments/cycles/imrf-2035');
    expect(await main(reader)).toContain('A pledge on its way');
  }, 90_000);
});

test('characters are counted while a text is written, as people see them', async () => {
  const page = await open();
  await signIn(page, 'secretariat', '/en/desk/commitments/new');
  await field(page, 'wording.bn').pressSequentially('ক্ষি');
  await page.getByText('One character.').waitFor();
  expect(await field(page, 'wording.bn').inputValue()).toBe('ক্ষি');
  await field(page, 'wording.en').fill('x'.repeat(3001));
  await page.getByText('Too long.').waitFor();
});

test('like actions are flagged with a reason, and stay away once somebody said that they differ', async () => {
  const page = await open({ screen: 'phone', scripts: false });
  await signIn(page, 'secretariat', '/en/desk');
  await addAction(page, 'Teach recruiters of the journey their duties');
  await addAction(page, 'Teach the recruiters of this journey their duties');
  const address = '/bn/desk/overlaps/pairs';
  expect(
    await walk(page, ['/bn/desk/overlaps', address, '/en/desk/overlaps?rows=district&columns=year']),
  ).toEqual([]);
  await page.goto('/en/desk/overlaps/pairs');
  const pair = page.locator('section', { hasText: 'Teach recruiters of the journey' });
  expect(await pair.textContent()).toContain('Both are for objective 6.');
  await pair.locator('button').click();
  expect(await pair.textContent()).toContain('at least three letters');
  await pair.locator('[name=reason]').fill('One is for agents abroad');
  await pair.locator('button').click();
  expect(await page.getByRole('status').count()).toBe(1);
  expect(await pair.count()).toBe(0);
  await page.goto('/en/desk/overlaps/pairs?dismissed=yes');
  expect(await pair.textContent()).toContain('One is for agents abroad');

  await page.goto('/en/desk/overlaps?rows=objective&columns=year');
  await page.locator('td a').first().click();
  expect(path(page)).toBe('/en/desk/overlaps/actions');
  expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
}, 90_000);

test('several records are linked at once, each seen before and after; what was meanwhile changed is named', async () => {
  const page = await open({ screen: 'phone', scripts: false });
  await signIn(page, 'secretariat', '/en/desk');
  for (const title of ['Batch journey one', 'Batch journey two']) await addPledge(page, title, 'Batch 1');
  await page.goto('/en/desk/commitments?q=Batch+journey');
  for (const box of await page.locator('input[name=ref]').all()) await box.check();
  await page.getByRole('button', { name: 'Change the chosen ones' }).click();
  await field(page, 'what').selectOption('items');
  await page.getByRole('button', { name: 'Go on' }).click();
  await field(page, 'item').fill('GCM ২৩');
  await field(page, 'basis').selectOption('own');
  await page.getByRole('button', { name: 'Show what changes' }).click();
  expect(await page.locator('tbody tr').count()).toBe(2);
  expect(await barriers(page)).toEqual([]);

  const other = await open();
  await signIn(other, 'secretariat', '/en/desk/commitments/batch-journey-two');
  await field(other, 'follow_up.en').fill('Changed meanwhile');
  await save(other);
  await page.getByRole('button', { name: 'Change 2 records' }).click();
  expect(await page.getByRole('status').textContent()).toContain('One record was changed; one could not be');
  expect(await main(page)).toContain('Batch journey two: Somebody changed this record meanwhile');
  await page.goto('/en/commitments/batch-journey-one');
  expect(await page.locator('#items').count()).toBe(1);
}, 90_000);

test('whoever is not of the secretariat opens none of these pages', async () => {
  const page = await open();
  await signIn(page, 'focal', '/en/desk');
  const record = '/desk/commitments/BGD-IMRF-2022-01/pledge';
  const pages = [
    '/desk/gaps',
    '/desk/alike',
    '/desk/overlaps',
    '/desk/overlaps/pairs',
    '/desk/overlaps/actions',
  ];
  for (const place of [
    ...pages,
    record,
    `${record}.txt`,
    `${record}.json`,
    '/desk/commitments/batch?ref=BGD-IMRF-2022-01',
  ])
    expect((await page.goto(`/en${place}`))?.status(), place).toBe(403);
});
