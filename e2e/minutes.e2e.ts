import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';
import { walk } from './support/walk.ts';
import { reloadWithoutScripts } from './support/weak-line.ts';

const open = useBrowser();
const meeting = 'BDUNNM-2023-01';
const phone = { screen: 'phone', scripts: false } as const;
const desk = (part: string, lang = 'bn') => `/${lang}/desk/meetings/${meeting}/${part}`;
const said = (page: Page) => page.getByRole('status').count();
const textareas = (page: Page) => page.locator('textarea[name^="text."]:visible');

/** The life of minutes, on a phone in Bangla with scripts off; the steps follow each other. */
describe('minutes, from the roll to the adopted page', { timeout: 180_000 }, () => {
  test('attendance: one tap for each seat, and the others are absent with the button', async () => {
    const page = await open(phone);
    await signIn(page, 'secretariat', desk('attendance'));
    expect(await walk(page, [desk('attendance')])).toEqual([]);
    const seats = page.locator('main fieldset');
    const many = await seats.count();
    expect(many).toBeGreaterThan(1);
    expect(await seats.nth(0).locator('input[name^="who."]').isVisible()).toBe(false);
    await seats.nth(0).locator('input[value=represented]').check();
    await seats.nth(0).locator('input[name^="who."]').fill('রহিম উদ্দিন');
    await page.locator('textarea[name=visitors]').fill('একজন অতিথি');
    await page.locator('button[name=rest]').click();
    expect(await said(page)).toBe(1);
    expect(await page.locator('main input[value=absent]:checked').count()).toBe(many - 1);
  });

  test('two write at once: the second is shown both texts, and nothing is lost', async () => {
    const [first, second] = [await open(phone), await open(phone)];
    for (const page of [first, second]) await signIn(page, 'secretariat', desk('minutes'));
    expect(await walk(first, [desk('minutes')])).toEqual([]);
    await textareas(first).nth(0).fill('প্রথম জনের লেখা।');
    await first.locator('section[data-kept] button').first().click();
    expect(await said(first)).toBe(1);
    await textareas(second).nth(0).fill('দ্বিতীয় জনের লেখা।');
    await textareas(second).nth(1).fill('অন্য দফা।');
    await second.locator('textarea[name=notes]').fill('কেবল আমার জন্য');
    await second.locator('main form button').last().click();
    expect(await second.getByRole('alert').count()).toBe(1);
    expect(await second.locator('main').textContent()).toContain('প্রথম জনের লেখা।');
    expect(await textareas(second).nth(0).inputValue()).toBe('দ্বিতীয় জনের লেখা।');
    await textareas(second).nth(0).fill('দুজনের লেখা মিলিয়ে।');
    await second.locator('main form button').last().click();
    expect(await said(second)).toBe(1);
    await first.reload();
    expect(await textareas(first).nth(0).inputValue()).toBe('দুজনের লেখা মিলিয়ে।');
    expect(await textareas(first).nth(1).inputValue()).toBe('অন্য দফা।');
  });

  test('circulated, corrected, answered, adopted; the public reads it then and not before', async () => {
    const page = await open(phone);
    const anybody = await open(phone);
    const address = `/bn/meetings/${meeting}/minutes`;
    const status = async (path: string) => (await anybody.goto(path))?.status();
    await signIn(page, 'secretariat', desk('minutes/review'));
    expect(await walk(page, [desk('minutes/review')])).toEqual([]);
    expect(await status(address)).toBe(404);
    await page.locator('form[action="?/circulate"] button').click();
    expect(await said(page)).toBe(1);
    expect(await status(address)).toBe(404);

    const proposal = page.locator('details', { has: page.locator('form[action="?/propose"]') }).first();
    await proposal.locator('summary').click();
    await proposal.locator('textarea').fill('দুজনের লেখা মিলিয়ে, সংশোধিত।');
    await proposal.locator('input[name=reason]').fill('একটি শব্দ বাদ পড়েছে');
    await proposal.locator('button').click();
    expect(await said(page)).toBe(1);
    expect(await page.locator('form[action="?/adopt"]').count()).toBe(0);
    expect(await walk(page, [desk('minutes/review')])).toEqual([]);
    const answer = page.locator('details', { has: page.locator('form[action="?/answer"]') });
    await answer.locator('summary').click();
    await answer.locator('button[value=accepted]').click();
    expect(await said(page)).toBe(1);
    expect(await page.locator('#changes').count()).toBe(1);
    expect(await page.locator('main ins').count()).toBeGreaterThan(0);

    // Members have days to correct: before their last day only a later meeting adopts.
    const adopt = page.locator('form[action="?/adopt"] button');
    await adopt.click();
    expect(await page.getByRole('alert').count()).toBe(1);
    await page.locator('input[name=sure]').check();
    await adopt.click();
    expect(await page.getByRole('alert').count()).toBe(1);
    await page.goto(desk('clone'));
    await page.locator('input[name=day]').fill('২০২৩-০৪-১৮');
    await page.locator('main form button').last().click();
    await page.goto(desk('minutes/review'));
    await page.locator('select[name=at]').selectOption({ index: 1 });
    await page.locator('input[name=sure]').check();
    await adopt.click();
    expect(await said(page)).toBe(1);
    expect(await walk(anybody, [address, address.replace('/bn/', '/en/')])).toEqual([]);
    const text = await anybody.locator('main').textContent();
    expect(text).toContain('দুজনের লেখা মিলিয়ে, সংশোধিত।');
    expect(text).not.toContain('রহিম উদ্দিন');
    for (const type of ['pdf', 'docx']) {
      const file = await anybody.request.get(`${address}.${type}`);
      expect([type, file.status()]).toEqual([type, 200]);
    }
  });

  test('locked afterwards, with room for an erratum', async () => {
    const page = await open(phone);
    await signIn(page, 'secretariat', desk('minutes'));
    expect(await textareas(page).count()).toBe(0);
    await page.goto(desk('attendance'));
    expect(await page.locator('main fieldset').count()).toBe(0);
    await page.goto(desk('minutes/review'));
    const erratum = page.locator('details', { has: page.locator('form[action="?/erratum"]') }).first();
    await erratum.locator('summary').click();
    await erratum.locator('textarea').fill('সঠিক পাঠ।');
    await erratum.locator('input[name=reason]').fill('তারিখ ভুল ছিল');
    await erratum.locator('button').click();
    expect(await said(page)).toBe(1);
    await page.goto('/bn/desk/bodies/bdunnm/participation');
    expect(await walk(page, ['/bn/desk/bodies/bdunnm/participation'])).toEqual([]);
  });

  test('closed to whoever does not run the body', async () => {
    const page = await open(phone);
    await signIn(page, 'focal', '/bn/desk');
    for (const part of ['attendance', 'minutes']) expect((await page.goto(desk(part)))?.status()).toBe(403);
    expect((await page.goto('/bn/desk/bodies/bdunnm/participation'))?.status()).toBe(403);
  });
});

test('what is typed before the scripts arrive is kept in the browser too', { timeout: 180_000 }, async () => {
  const page = await open();
  await signIn(page, 'secretariat', '/en/desk/meetings/CTIPTWG-2022-01/minutes');
  const arrive = await reloadWithoutScripts(page);
  await textareas(page).first().fill('Typed on a weak line.');
  arrive();
  await page.waitForFunction(() => JSON.stringify(localStorage).includes('Typed on a weak line.'));
  expect(await textareas(page).first().inputValue()).toBe('Typed on a weak line.');
});

test('what was typed and not saved is offered again after a return', { timeout: 180_000 }, async () => {
  const page = await open();
  const isKept = () => page.waitForFunction(() => localStorage.length === 1);
  const other = 'CTIPTWG-2022-01';
  await signIn(page, 'secretariat', `/en/desk/meetings/${other}/minutes`);
  await textareas(page).first().fill('Typed in the train');
  await isKept();
  // Left at once, by a link that the page itself follows.
  await textareas(page).first().fill('Typed in the train, and then the line dropped.');
  await page.evaluate((to) => {
    const link = Object.assign(document.createElement('a'), { href: to, textContent: 'away' });
    document.querySelector('main')?.append(link);
    link.click();
  }, `/en/desk/meetings/${other}/agenda`);
  await page.waitForURL(/agenda$/u);
  await page.goto(`/en/desk/meetings/${other}/minutes`);
  expect(await textareas(page).first().inputValue()).toBe('');
  await page.getByRole('button', { name: 'Put it back' }).click();
  expect(await textareas(page).first().inputValue()).toBe('Typed in the train, and then the line dropped.');
  await page.locator('main form button').last().click();
  expect(await said(page)).toBe(1);
  expect(await page.getByRole('button', { name: 'Put it back' }).count()).toBe(0);
  await textareas(page).first().fill('Nobody else on this computer reads this.');
  await isKept();
  await page.goto('/en/desk');
  await page.locator('header form[action$="/sign-out"] button').click();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});
