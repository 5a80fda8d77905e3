import { describe, expect, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';
import { walk } from './support/walk.ts';

const open = useBrowser();
const meeting = 'LMTWG-2023-01';
const page360 = { screen: 'phone', scripts: false } as const;
const place = `/bn/desk/meetings/${meeting}/decisions`;
const point = `${meeting}-P1`;

/** On a phone in Bangla with scripts off; the steps follow each other. */
describe('what a meeting came to, from one typed line to done', { timeout: 180_000 }, () => {
  test('whoever runs the body types a line, corrects what it was read as, and adds it', async () => {
    const page = await open(page360);
    await signIn(page, 'chair', place);
    await page.locator('input[name=line]').fill('@আইওএম ২০২৭-০২-১৫ তারিখের মধ্যে খসড়া পাঠাবে');
    await page.locator('form[action^="?/propose"] button').click();
    expect(await page.locator('textarea[name=task]').inputValue()).toBe('খসড়া পাঠাবে');
    expect(await page.locator('input[name=due]').inputValue()).toBe('2027-02-15');
    expect(await page.locator('select[name=owner]').inputValue()).toMatch(/^seat:/u);
    await page.locator('input[name=due]').fill('কাল');
    await page.locator('form[action^="?/point"] button').click();
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await page.locator('textarea[name=task]').inputValue()).toBe('খসড়া পাঠাবে');
    await page.locator('input[name=due]').fill('২০২৭-০২-১৫');
    await page.locator('form[action^="?/point"] button').click();
    expect(await page.getByRole('status').count()).toBe(1);
    await page.locator('textarea[name=wording]').fill('খসড়াটি সদস্যদের কাছে পাঠানো হবে।');
    await page.locator('form[action^="?/decide"] button').click();
    expect(await page.getByRole('status').count()).toBe(1);
    expect(await walk(page, [place])).toEqual([]);
  });

  test('it is a draft: nobody else sees it, and it can be reported on by who runs the body', async () => {
    const anybody = await open(page360);
    expect((await anybody.goto(`/bn/action-points/${point}`))?.status()).toBe(404);
    const focal = await open(page360);
    await signIn(focal, 'focal', '/bn/desk');
    expect((await focal.goto(place))?.status()).toBe(403);
    expect((await focal.goto(`/bn/desk/action-points/${point}`))?.status()).toBe(404);

    const page = await open(page360);
    await signIn(page, 'chair', `/bn/desk/action-points/${point}`);
    expect(await walk(page, [`/bn/desk/action-points/${point}`])).toEqual([]);
    await page.locator('input[name=on_day]').fill('2999-01-01');
    await page.locator('textarea[name=comment]').fill('খসড়া পাঠানো হয়েছে');
    await page.locator('form[action="#report"] button').click();
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await page.locator('textarea[name=comment]').inputValue()).toBe('খসড়া পাঠানো হয়েছে');
    await page.locator('input[name=on_day]').fill('2023-02-01');
    await page.locator('form[action="#report"] button').click();
    expect(await page.getByRole('status').count()).toBe(1);
    expect(await page.locator('main').textContent()).toContain('খসড়া পাঠানো হয়েছে');
  });

  test('its owner and date are changed by form, in words of the reader; a wrong date keeps what was typed', async () => {
    const address = `/bn/desk/action_points/${point}`;
    const focal = await open(page360);
    await signIn(focal, 'focal', '/bn/desk');
    expect((await focal.goto(address))?.status()).toBe(404);
    const page = await open(page360);
    await signIn(page, 'chair', address);
    expect(await walk(page, [address, '/bn/action-points?view=board'])).toEqual([]);
    await page.goto(address);
    await page.locator('input[name=due_on]').fill('৩১ ফেব্রুয়ারি ২০২৭');
    await page.locator('form[action="?/save"] button').last().click();
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await page.locator('input[name=due_on]').inputValue()).toBe('৩১ ফেব্রুয়ারি ২০২৭');
    await page.locator('input[name=due_on]').fill('২৮ ফেব্রুয়ারি ২০২৭');
    await page.locator('form[action="?/save"] button').last().click();
    expect(await page.getByRole('status').count()).toBe(1);
    expect(await page.locator('input[name=due_on]').inputValue()).toBe('2027-02-28');
  });

  test('a body decides without a meeting', async () => {
    const address = '/bn/desk/decisions/new?body=lm-twg';
    const page = await open(page360);
    await signIn(page, 'chair', address);
    expect(await walk(page, [address])).toEqual([]);
    await page.goto(address);
    await page.locator('textarea[name="wording.bn"]').fill('চিঠির মাধ্যমে বাজেট অনুমোদিত হলো।');
    await page.locator('main form button').last().click();
    expect(await page.getByRole('status').count()).toBe(1);
    expect(page.url()).toMatch(/\/desk\/decisions\/lm-twg-\d{4}-D1/u);
  });
});
