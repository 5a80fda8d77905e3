import { describe, expect, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';
import { walk } from './support/walk.ts';

const open = useBrowser();
const phone = { screen: 'phone', scripts: false } as const;

describe('what members and whoever runs a body find on a phone, scripts off', { timeout: 120_000 }, () => {
  test('the room of a body, one click from one’s own list, in both languages', async () => {
    const page = await open(phone);
    await signIn(page, 'chair', '/bn/desk');
    await page.locator('main a[href="/bn/desk/rooms/lm-twg"]').click();
    expect(await page.title()).toContain('কক্ষ:');
    expect(await page.locator('main a[href*="/desk/decisions/new?body=lm-twg"]').count()).toBe(1);
    expect(await walk(page, ['/bn/desk/rooms/lm-twg', '/en/desk/rooms/lm-twg'])).toEqual([]);
    await page.goto('/bn/bodies/lm-twg');
    expect(await page.locator('main a[href="/bn/desk/rooms/lm-twg"]').count()).toBe(1);
  });

  test('is closed to who does not sit there, and offered to nobody else', async () => {
    const page = await open(phone);
    expect((await page.goto('/bn/desk/rooms/lm-twg'))?.url()).toContain('/sign-in');
    await page.goto('/bn/bodies/lm-twg');
    expect(await page.locator('main a[href*="/desk/rooms/"]').count()).toBe(0);
    await signIn(page, 'steward', '/bn/desk');
    expect((await page.goto('/bn/desk/rooms/lm-twg'))?.status()).toBe(403);
    expect((await page.goto('/bn/desk/week'))?.status()).toBe(403);
  });

  test('the week of the secretariat', async () => {
    const page = await open(phone);
    await signIn(page, 'secretariat', '/bn/desk/week');
    expect(await walk(page, ['/bn/desk/week', '/en/desk/week', '/bn/desk'])).toEqual([]);
  });

  test('a chair rotates: shown first, then saved, and nobody else may', async () => {
    const address = '/bn/desk/bodies/climate-twg/chairs';
    const page = await open(phone);
    await signIn(page, 'chair', '/bn/desk');
    expect((await page.goto(address))?.status()).toBe(403);
    const officer = await open(phone);
    await signIn(officer, 'secretariat', address);
    expect(await walk(officer, [address])).toEqual([]);
    await officer.goto(address);
    await officer.locator('input[name=from_on]').fill('কাল');
    await officer.locator('form[action^="?/show"] button').click();
    expect(await officer.getByRole('alert').count()).toBe(1);
    await officer.locator('input[name=from_on]').fill('১ জানুয়ারি ২০৩১');
    const first = officer.locator('[name="turns.0.organisation"]');
    if ((await first.evaluate((element) => element.tagName)) === 'SELECT') await first.selectOption('iom');
    else await first.fill('iom');
    await officer.locator('form[action^="?/show"] button').click();
    expect(await officer.locator('main table').textContent()).toContain('২০৩১');
    await officer.locator('form[action="?/save"] button').click();
    expect(await officer.getByRole('status').count()).toBe(1);
  });
});
