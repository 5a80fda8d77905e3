import { writeXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { barriers } from './support/axe.ts';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';

const open = useBrowser();
const path = (page: Page) => new URL(page.url()).pathname;
const field = (page: Page, name: string) => page.locator(`main [name="${name}"]`).first();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const main = (page: Page) => page.locator('main').textContent();

/** A record is picked from a list, or typed where there are many. */
async function name(page: Page, control: string, ref: string): Promise<void> {
  const found = field(page, control);
  const isList = (await found.evaluate((element) => element.tagName)) === 'SELECT';
  await (isList ? found.selectOption(ref) : found.fill(ref));
}

async function send(page: Page, noun: string, file: { name: string; bytes: Buffer }): Promise<void> {
  await page.goto(`${path(page).slice(0, 3)}/desk/imports`);
  await field(page, 'noun').selectOption(noun);
  await name(page, 'organisation', 'iom');
  const { name: fileName, bytes } = file;
  await field(page, 'file').setInputFiles({ name: fileName, mimeType: 'text/plain', buffer: bytes });
  await page.locator('main form button').first().click();
}

const recommendation = (number: number, position: string) => ({
  AnnotationId: `SAMPLE-${String(number)}`,
  Text: `Sample recommendation ${String(number)}`,
  DocumentSymbol: 'A/SAMPLE/1',
  UprPosition: position,
});
const uhri = (...positions: string[]) => ({
  name: 'uhri.json',
  bytes: Buffer.from(JSON.stringify({ data: positions.map((one, at) => recommendation(at + 1, one)) })),
});

test('recommendations come in from JSON on a phone without scripts; sent again, only what changed is changed', async () => {
  const page = await open({ screen: 'phone', scripts: false });
  await signIn(page, 'secretariat', '/en/desk/imports');
  await send(page, 'commitments', uhri('Supported', 'Noted'));
  expect(path(page)).toMatch(/^\/en\/desk\/imports\/[0-9a-f]{24}$/u);
  expect(await barriers(page)).toEqual([]);
  expect(await field(page, 'column.0').inputValue()).toBe('key');
  expect(await field(page, 'column.1').inputValue()).toBe('wording');
  await name(page, 'parties.0.organisation', 'iom');
  await field(page, 'parties.0.role').selectOption('lead');
  await button(page, 'Save and compare').click();
  expect(path(page)).toMatch(/\/compare$/u);
  expect(await main(page)).toContain('New: 2. Changed: 0.');
  expect(await barriers(page)).toEqual([]);
  await button(page, 'Import').click();
  expect(await page.getByRole('status').textContent()).toContain('New: 2.');

  const reader = await open({ screen: 'phone', scripts: false });
  await reader.goto('/bn/commitments/sample-recommendation-1');
  expect(await main(reader)).toContain('Sample recommendation 1');

  await send(page, 'commitments', uhri('Supported', 'Supported'));
  await button(page, 'Save and compare').click();
  expect(await main(page)).toContain('New: 0. Changed: 1. As they are: 1.');
  await button(page, 'Import').click();
  expect(await page.getByRole('status').textContent()).toContain('Changed: 1.');
}, 60_000);

test('a ministry’s own plan with three header rows and Bijoy text is read, asked about and taken in Unicode', async () => {
  const rows = [
    ['Sample organisation: plan of work'],
    ['Activity', '', 'Time', '', 'Remarks'],
    ['No.', 'Name of activity', 'Start', 'End', ''],
    [1, 'A½xKvi ev¯Íevqb', new Date('2026-01-01T00:00:00Z'), '2026-12', 'bgybv'],
    [2, 'Sample activity with an English name', '2026-02', '2026-11', 'NGO'],
  ];
  const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: 'Plan', rows }] }));
  const page = await open({ screen: 'phone', scripts: false });
  await signIn(page, 'secretariat', '/bn/desk/imports');
  await send(page, 'actions', { name: 'plan.xlsx', bytes });
  expect(await field(page, 'headerRows').inputValue()).toBe('3');
  expect(await field(page, 'column.1').inputValue()).toBe('title');
  expect(await main(page)).toContain('অঙ্গীকার বাস্তবায়ন'.normalize('NFC'));
  await button(page, 'সংরক্ষণ করে তুলনা করুন').click();
  expect(await main(page)).toContain('বিজয় ফন্টে'.normalize('NFC'));
  await page.goBack();
  await page.locator('input[name=legacy][value=unicode]').check();
  await button(page, 'সংরক্ষণ করে তুলনা করুন').click();
  expect(await main(page)).toContain('নতুন: ২');
  expect(await barriers(page)).toEqual([]);
  await button(page, 'আমদানি করুন').click();
  expect(await page.getByRole('status').textContent()).toContain('নতুন: ২');
}, 60_000);

test('Bijoy text typed into a form comes back with before and after, and nothing typed is lost', async () => {
  const page = await open({ screen: 'phone', scripts: false });
  await signIn(page, 'secretariat', '/en/desk/people/new');
  await field(page, 'name.en').fill('A Sample Person');
  await field(page, 'aliases').fill('bgybv e¨w³');
  await button(page, 'Save').click();
  expect(await main(page)).toContain('নমুনা ব্যক্তি');
  expect(await field(page, 'name.en').inputValue()).toBe('A Sample Person');
  expect(await barriers(page)).toEqual([]);
  await page.locator('input[name="legacy.aliases"][value=unicode]').check();
  await button(page, 'Save').click();
  expect(await field(page, 'aliases').inputValue()).toBe('নমুনা ব্যক্তি');
}, 60_000);

test('whoever is not of the secretariat brings in no file', async () => {
  const page = await open();
  await signIn(page, 'focal', '/en/desk');
  expect((await page.goto('/en/desk/imports'))?.status()).toBe(403);
  expect((await page.goto('/en/desk/imports/0123456789abcdef01234567'))?.status()).toBe(403);
});
