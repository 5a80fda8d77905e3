import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';
import { walk } from './support/walk.ts';

const open = useBrowser();
const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const save = (page: Page) => page.locator('main form button').first().click();
const text = (page: Page) => page.locator('main').innerText();

async function addValue(page: Page, year: number, value: string): Promise<void> {
  await page.goto('/en/desk/observations/new?indicator=courses-held');
  await field(page, 'value').fill(value);
  await field(page, 'from_on').fill(String(year));
  await field(page, 'until_on').fill(String(year + 1));
  await field(page, 'source').fill('bulletin-2023-03');
}

describe('a figure, on a phone with scripts off', () => {
  test('that is far from the others is asked about; revised, it tells what it said; withdrawn, it still answers', async () => {
    const page = await open({ screen: 'phone', scripts: false });
    await signIn(page, 'secretariat', '/en/desk/indicators/new');
    await field(page, 'title.en').fill('Courses held');
    await field(page, 'unit.en').fill('courses');
    await field(page, 'direction').selectOption('up');
    await field(page, 'theme').selectOption('policy');
    await field(page, 'baseline_value').fill('10');
    await field(page, 'baseline_on').fill('2018');
    await field(page, 'targets.0.on_date').fill('2030');
    await field(page, 'targets.0.value').fill('40');
    await save(page);
    for (const [at, value] of ['10', '11', '12', '11', '13'].entries()) {
      await addValue(page, 2018 + at, value);
      await save(page);
      expect(await page.getByRole('alert').count()).toBe(0);
    }
    await addValue(page, 2024, '900');
    await save(page);
    expect(await page.getByRole('alert').innerText()).toContain('far from the other values');
    expect(await field(page, 'value').inputValue()).toBe('900');
    await field(page, 'confirmed').check();
    await save(page);
    const ref = new URL(page.url()).pathname.split('/').at(-1) ?? '';

    await field(page, 'value').fill('15');
    await save(page);
    const reader = await open({ screen: 'phone', scripts: false });
    const address = `/indicators/courses-held/values/${ref}`;
    await reader.goto(`/en${address}`);
    expect(await text(reader)).toMatch(/15 courses[\s\S]*900 courses/u);
    await reader.goto('/en/indicators/courses-held');
    expect(await text(reader)).toContain('Off track');
    await reader.goto('/en/indicators/courses-held?on=2020-01-01');
    expect(await text(reader)).toContain('As known on 1 January 2020');

    await page.goto(`/en/desk/observations/${ref}/withdraw`);
    await page.getByRole('button', { name: 'Withdraw the figure' }).click();
    expect(await page.getByRole('alert').count()).toBe(1);
    await field(page, 'reason').fill('Counted twice.');
    await page.getByRole('button', { name: 'Withdraw the figure' }).click();
    await reader.goto(`/bn${address}`);
    expect(await text(reader)).toContain('প্রত্যাহার করা হয়েছে');
    await reader.goto('/en/indicators/courses-held');
    expect(await text(reader)).toContain('Counted twice.');
    const csv = await reader.request.get('/en/indicators/courses-held/data.csv');
    expect(await csv.text()).toMatch(/Counted twice\./u);

    const pages = ['/en/indicators/courses-held', `/bn${address}`, '/en/indicators/figures?withdrawn=yes'];
    expect(await walk(reader, pages)).toEqual([]);
  });

  test('is withdrawn by nobody but the secretariat', async () => {
    const page = await open({ screen: 'phone', scripts: false });
    await signIn(page, 'focal', '/en/desk');
    const response = await page.goto('/en/desk/observations/observation/withdraw');
    expect(response?.status()).toBe(403);
  });
});
