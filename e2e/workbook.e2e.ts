import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readSheets } from '../src/lib/server/xlsx/reading.ts';
import type { CellValue, Sheet } from '../src/lib/server/xlsx/sheets.ts';
import { writeWorkbook } from '../src/lib/server/xlsx/writing.ts';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';
import { walk } from './support/walk.ts';

const open = useBrowser();
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const button = (page: Page, name: string) => page.getByRole('button', { name });
const noticed = (page: Page) => page.getByRole('status').textContent();

/** A workbook of the product, in the session of a page. */
async function download(page: Page, path: string): Promise<Sheet> {
  const answer = await page.request.get(path);
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, type]);
  const [sheet] = await readSheets(new Uint8Array(await answer.body()));
  if (!sheet) throw new Error('the workbook has no sheet');
  return sheet;
}

/** The rows under the two rows of the head, whose cells are named by the machine's row. */
function rowsOf({ rows }: Sheet) {
  const [, keys = [], ...body] = rows;
  return body.flatMap((cells) => {
    const ref = cells[0];
    if (typeof ref !== 'string') return [];
    const at = (key: string) => keys.indexOf(key);
    return [
      {
        ref,
        get: (key: string) => cells[at(key)],
        set: (key: string, value: CellValue) => (cells[at(key)] = value),
      },
    ];
  });
}

async function send(page: Page, address: string, { rows }: Sheet): Promise<string> {
  const columns = (rows[1] ?? []).map(() => ({ width: 20, kind: 'text' as const }));
  const sheet = { name: 'তালিকা', columns, head: 2, rows, spare: 0 };
  const bytes = await writeWorkbook({
    guide: { name: 'Guide', lines: [] },
    sheets: [sheet],
    lists: new Map(),
  });
  await page.goto(address);
  const file = { name: 'তালিকা ২০২৬.xlsx', mimeType: type, buffer: Buffer.from(bytes) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.locator('main form button').first().click();
  await page.waitForURL(/\/desk\/workbooks\/[\w-]+(?:#.*)?$/u);
  return new URL(page.url()).pathname;
}

/** Waits until the file was read and compared; the page looks again by itself, without scripts. */
async function compared(page: Page, address: string): Promise<void> {
  const waiting = async () => {
    await page.goto(address);
    return page.locator('meta[http-equiv=refresh]').count();
  };
  await expect.poll(waiting, { timeout: 40_000, interval: 500 }).toBe(0);
}

test('a list goes out, is filled in while somebody uses the form, and comes back cell by cell, without scripts', async () => {
  const page = await open({ screen: 'phone', scripts: false });
  await signIn(page, 'secretariat', '/bn/desk/commitments');
  expect(await page.locator('main a[href*="/desk/commitments/workbook.xlsx"]').count()).toBe(1);
  const sheet = await download(page, '/bn/desk/commitments/workbook.xlsx');
  const [first, second] = rowsOf(sheet);
  if (!first || !second) throw new Error('the demonstration has two commitments');
  first.set('follow_up.bn', 'কর্মশালার পর আবার দেখা হবে');
  first.set('target_on', '১৬ জানুয়ারি ২০২৭');
  second.set('kind', 'promise');

  // Meanwhile somebody changes the same field by form.
  await page.goto(`/bn/desk/commitments/${first.ref}`);
  await page.locator('[name="follow_up.bn"]').fill('ফরমে লেখা');
  await page.locator('main form button').first().click();
  await page.waitForURL(/saved=1/u);

  const address = await send(page, '/bn/desk/workbooks', sheet);
  await compared(page, address);
  for (const what of ['error', 'conflict'])
    expect(
      await walk(page, [`${address}?what=${what}`, `${address.replace('/bn/', '/en/')}?what=${what}`]),
    ).toEqual([]);

  await page.goto(`${address}?what=error`);
  expect(await page.locator('main form ol').textContent()).toContain('“promise”');
  const wrong = rowsOf(await download(page, `${address}/wrong.xlsx`));
  expect(wrong.map((row) => [row.ref, row.get('kind')])).toEqual([[second.ref, 'promise']]);

  await page.goto(`${address}?what=conflict`);
  const shown = await page.locator('main form ol').textContent();
  expect(shown).toContain('ফরমে লেখা');
  expect(shown).toContain('কর্মশালার পর আবার দেখা হবে');
  // Undecided it stays out, and nothing is saved.
  await button(page, 'প্রয়োগ').click();
  expect(await page.getByRole('alert').count()).toBe(1);
  await page.goto(`${address}?what=conflict`);
  await page.locator('input[name$=".follow_up.bn"][value=mine]').check();
  await button(page, 'প্রয়োগ').click();
  expect(await noticed(page)).toContain('তালিকা ২০২৬.xlsx');

  await page.goto(`/bn/desk/commitments/${first.ref}`);
  expect(await page.locator('[name="follow_up.bn"]').inputValue()).toBe('কর্মশালার পর আবার দেখা হবে');
  expect(await page.locator('[name=target_on]').inputValue()).toBe('2027-01-16');
  await page.goto(`/bn/desk/history/commitments/${first.ref}`);
  expect(await page.locator('main').textContent()).toContain('তালিকা ২০২৬.xlsx');

  // The same file once more says what stands, but for the row that cannot be read.
  const again = await send(page, '/en/desk/workbooks', sheet);
  await compared(page, again);
  expect(await page.locator('main a[href="?what=changed"], main a[href="?what=conflict"]').count()).toBe(0);
  expect(await walk(page, ['/en/desk/workbooks', '/bn/desk/workbooks'])).toEqual([]);
}, 120_000);

test('no workbook is for anybody but the secretariat, and what is none is refused with what to do', async () => {
  const stranger = await open();
  await signIn(stranger, 'focal', '/en/desk');
  for (const place of ['workbooks', 'workbooks/abcdefghijklmnopqrst', 'commitments/workbook.xlsx'])
    expect((await stranger.request.get(`/en/desk/${place}`)).status(), place).toBe(403);

  const page = await open({ scripts: false });
  await signIn(page, 'secretariat', '/en/desk/workbooks');
  const picture = {
    name: 'list.xlsx',
    mimeType: type,
    buffer: Buffer.from('\u0089PNG\r\n\u001a\n\0', 'latin1'),
  };
  await page.locator('input[type=file]').setInputFiles(picture);
  await page.locator('main form button').first().click();
  const address = new URL(page.url()).pathname;
  await compared(page, address);
  expect(await page.getByRole('note').textContent()).toContain('no workbook that can be read');
}, 60_000);

test('the public register is a workbook for anybody, as it is narrowed, with both languages in its headers', async () => {
  const page = await open({ scripts: false });
  const all = await download(page, '/bn/commitments/workbook.xlsx?older=yes');
  const [narrowed, none] = [
    await download(page, '/en/commitments/workbook.xlsx?kind=pledge&older=yes'),
    await download(page, '/en/commitments/workbook.xlsx?kind=nothing'),
  ];
  expect(String(all.rows[0]?.[1])).toMatch(/\(English\)$/u);
  expect(all.rows.length).toBeGreaterThan(narrowed.rows.length);
  expect(narrowed.rows.length).toBeGreaterThan(1);
  expect(none.rows).toHaveLength(1);
});
