import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { barriers } from './support/axe.ts';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';
import { walk } from './support/walk.ts';

const open = useBrowser();
const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const save = (page: Page) => page.locator('main form button').first().click();
const text = (page: Page) => page.locator('main').innerText();

describe('a plan, on a phone with scripts off', () => {
  test('is kept by form, adopted, changed, and everybody sees what changed', async () => {
    const page = await open({ screen: 'phone', scripts: false });
    await signIn(page, 'secretariat', '/en/desk/plans/new');
    await field(page, 'title.en').fill('Plan of a journey');
    await field(page, 'title.bn').fill('যাত্রার কর্মপরিকল্পনা');
    await field(page, 'kind').selectOption('workplan');
    await field(page, 'currency').fill('bdt');
    await field(page, 'levels.0.name.en').fill('Outcome');
    await field(page, 'levels.1.name.en').fill('Action');
    await save(page);
    expect(await page.getByRole('alert').count()).toBe(0);

    await page.goto('/en/desk/actions/new?plan=plan-of-a-journey');
    await field(page, 'title.en').fill('Train the officers');
    await field(page, 'title.bn').fill('কর্মকর্তাদের প্রশিক্ষণ');
    await field(page, 'organisation').selectOption('iom');
    await field(page, 'partners.0.organisation').selectOption('rmmru');
    await field(page, 'partners.0.role').selectOption('technical');
    await field(page, 'from_on').fill('2026');
    await field(page, 'money.0.kind').selectOption('required');
    await field(page, 'money.0.year').fill('২০২৬');
    await field(page, 'money.0.amount').fill('1000');
    await field(page, 'money.0.currency').fill('USD');
    await save(page);
    // Dollars need their rate in a plan that counts in taka; nothing typed is lost.
    expect(await page.getByRole('alert').innerText()).toContain('USD');
    expect(await field(page, 'money.0.amount').inputValue()).toBe('1000');
    await field(page, 'money.0.rate').fill('120');
    await field(page, 'money.0.rate_on').fill('2026-01-05');
    await field(page, 'gender_marker').selectOption('2');
    await save(page);
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.goto('/en/desk/milestones/new?action=train-the-officers');
    await field(page, 'title.en').fill('First course');
    await field(page, 'due_on').fill('March 2026');
    await save(page);

    await page.goto('/en/desk/plans/plan-of-a-journey/versions');
    expect(await text(page)).toContain('Draft: not adopted');
    await field(page, 'basis.en').fill('Decision of a journey');
    await page.getByRole('button', { name: 'Record the version' }).click();
    expect(await text(page)).toContain('Version 1');
    expect(await barriers(page)).toEqual([]);

    await page.goto('/en/desk/actions/train-the-officers');
    await field(page, 'organisation').selectOption('unodc');
    await save(page);
    const reader = await open({ screen: 'phone', scripts: false });
    await reader.goto('/en/plan/plan-of-a-journey/versions');
    const difference = await text(reader);
    expect(difference).toContain('What changed since version 1');
    expect(difference).toMatch(/IOM[\s\S]*UNODC/u);
    await reader.goto('/en/plan/plan-of-a-journey');
    expect(await text(reader)).toMatch(/120,000 BDT|1,20,000 BDT/u);
    await reader.goto('/bn/plan/actions/train-the-officers');
    const bangla = await text(reader);
    expect(bangla).toContain('মাইলফলক');
    expect(bangla).toContain('উল্লেখযোগ্য অবদান রাখে');
  });

  test('reads well for everybody, in both languages, wide and narrow', async () => {
    const problems: string[] = [];
    for (const screen of ['phone', 'desktop'] as const) {
      const page = await open({ screen, scripts: false });
      const addresses = ['en', 'bn'].flatMap((lang) =>
        ['', '/timeline', '/versions', '/reports'].map((part) => `/${lang}/plan/plan-of-a-journey${part}`),
      );
      problems.push(...(await walk(page, [...addresses, '/en/plan/actions/train-the-officers'])));
    }
    expect(problems).toEqual([]);
  });
});
