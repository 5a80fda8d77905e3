import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';
import { walk } from './support/walk.ts';

const open = useBrowser();
const phone = { screen: 'phone', scripts: false } as const;
const path = (page: Page) => new URL(page.url()).pathname;
const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const send = (page: Page, action: string) =>
  page.locator(`form[action^="?/${action}"] button`).first().click();

/** Names a record in a control: picked from a list, or typed. */
async function choose(page: Page, name: string, ref: string): Promise<void> {
  const control = field(page, name);
  if ((await control.evaluate((element) => element.tagName)) === 'SELECT') await control.selectOption(ref);
  else await control.fill(ref);
}

const round = '/bn/desk/rounds/a-round-of-the-journey';
const report = `${round}/reports/a-round-of-the-journey-1`;
const action = '/plan/actions/an-action-of-the-journey';

/** The steps follow each other. */
describe('a round of reports, from the first letter to the public page', { timeout: 240_000 }, () => {
  test('the secretariat plans an action, opens a round and asks for reports', async () => {
    const page = await open(phone);
    await signIn(page, 'secretariat', '/en/desk/plans/new');
    await field(page, 'title.en').fill('A plan of the journey');
    await page.locator('main form button').first().click();
    await page.goto('/en/desk/actions/new');
    await field(page, 'title.en').fill('An action of the journey');
    await choose(page, 'plan', 'a-plan-of-the-journey');
    await choose(page, 'organisation', 'moewoe');
    await page.locator('main form button').first().click();
    expect(path(page)).toBe('/en/desk/actions/an-action-of-the-journey');
    await page.goto('/en/desk/rounds/new');
    await field(page, 'title.en').fill('A round of the journey');
    await choose(page, 'plan', 'a-plan-of-the-journey');
    await field(page, 'from_on').fill('2020');
    await field(page, 'until_on').fill('2100');
    await field(page, 'opens_on').fill('1 January 2020');
    await field(page, 'due_on').fill('31 December 2099');
    await page.locator('main form button').first().click();
    expect(path(page)).toBe('/en/desk/rounds/a-round-of-the-journey');
    await send(page, 'ask');
    expect(await page.getByRole('status').textContent()).toContain('One report');
    expect(await walk(page, [round, `${round}/edit`, `${round}/contributions`])).toEqual([]);
  });

  test('the focal point reports on a phone in Bangla without scripts, and hands it in', async () => {
    const page = await open(phone);
    await signIn(page, 'focal', '/bn/desk');
    await page.locator(`a[href="${report}"]`).click();
    await page.locator('button[name=then][value=submit]').click();
    // An empty draft is kept and cannot be handed in.
    expect(await page.locator('form[action^="?/submit"]').count()).toBe(0);
    await field(page, 'done.bn').fill('দুটি সেবাকেন্দ্র চালু হয়েছে।');
    await field(page, 'obstacles.bn').fill('সংযোগ ধীর।');
    await page.locator('input[name=status][value=under-way]').check();
    await field(page, 'values.0.indicator').selectOption({ index: 1 });
    await field(page, 'values.0.value').fill('বারো');
    await field(page, 'values.0.from_on').fill('২০২৬-০১');
    await field(page, 'values.0.until_on').fill('২০২৬-০৬');
    await page.locator('button[name=then][value=submit]').click();
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await field(page, 'values.0.value').inputValue()).toBe('বারো');
    expect(await field(page, 'done.bn').inputValue()).toBe('দুটি সেবাকেন্দ্র চালু হয়েছে।');
    await field(page, 'values.0.value').fill('১২');
    await page.locator('button[name=then][value=submit]').click();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await walk(page, [report])).toEqual([]);
    await send(page, 'submit');
    expect(await page.locator('form[action^="?/save"]').count()).toBe(0);
  });

  test('one value is given back: it alone is open, and is answered', async () => {
    const page = await open(phone);
    await signIn(page, 'secretariat', report);
    await page.locator('input[name=fields][value=value-1]').check();
    await send(page, 'giveBack');
    expect(
      await page
        .locator('form[action^="?/giveBack"] textarea')
        .evaluate((area) => (area as HTMLTextAreaElement).validity.valueMissing),
    ).toBe(true);
    await page.locator('#return-reason').fill('১২ নাকি ১২০?');
    await send(page, 'giveBack');
    expect(await page.getByRole('status').count()).toBe(1);

    const focal = await open(phone);
    await signIn(focal, 'focal', report);
    expect(await focal.locator('main').textContent()).toContain('১২ নাকি ১২০?');
    expect(await field(focal, 'done.bn').count()).toBe(0);
    expect(await field(focal, 'status').count()).toBe(0);
    expect(await walk(focal, [report])).toEqual([]);
    await focal.goto(report);
    await field(focal, 'values.0.value').fill('১২০');
    await focal.locator('button[name=then][value=submit]').click();
    await send(focal, 'submit');
    expect(await focal.getByRole('status').count()).toBe(1);
  });

  test('it is approved among others, with what it says; published, everybody reads it', async () => {
    const page = await open(phone);
    const anybody = await open(phone);
    await anybody.goto(`/bn${action}`);
    expect(await anybody.locator('#reports').count()).toBe(0);
    await signIn(page, 'secretariat', `${round}/approve`);
    expect(await page.locator('main').textContent()).toContain('দুটি সেবাকেন্দ্র চালু হয়েছে।');
    expect(await page.locator('input[name=report]:checked').count()).toBe(0);
    expect(await walk(page, [`${round}/approve`])).toEqual([]);
    await page.goto(`${round}/approve`);
    await page.locator('input[name=report]').check();
    await page.locator('main form button').last().click();
    expect(await page.getByRole('status').count()).toBe(1);
    await page.goto(report);
    await send(page, 'publish');
    await anybody.goto(`/bn${action}`);
    const text = await anybody.locator('main').textContent();
    expect(text).toContain('দুটি সেবাকেন্দ্র চালু হয়েছে।');
    expect(text).toContain('১২০');
    expect(await walk(anybody, [`/bn${action}`, '/bn/plan/a-plan-of-the-journey/reports'])).toEqual([]);
  });

  test('whoever has no part in it finds nothing', async () => {
    const page = await open(phone);
    await signIn(page, 'chair', '/bn/desk');
    expect((await page.goto(`${round}/edit`))?.status()).toBe(403);
    await page.goto(round);
    expect(await page.locator('form[action^="?/ask"]').count()).toBe(0);
  });
});
