import { describe, expect, inject, test } from 'vitest';
import { barriers } from './support/axe.ts';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';

const open = useBrowser();
type Page = Awaited<ReturnType<typeof open>>;
const main = async (page: Page) => (await page.locator('main').textContent()) ?? '';
const fits = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** Makes a meeting of the labour group through the forms of the desk, as its chair; gives its reference. */
async function meetingOn(page: Page, day: string): Promise<string> {
  await signIn(page, 'chair', `/en/desk/meetings/new?kind=meeting&body=lm-twg&day=${day}`);
  await page.locator('input[name=starts_at]').fill('10:00');
  await page.locator('input[name=ends_at]').fill('12:00');
  await page.locator('main form button').first().click();
  await page.waitForURL(/\/desk\/meetings\/[^/]+\?saved/u);
  return /meetings\/([^/?]+)/u.exec(page.url())?.[1] ?? '';
}

/** The letter to an address, as the demonstration shows it to administrators. */
async function letterTo(address: string): Promise<string> {
  const page = await open({ scripts: false });
  await signIn(page, 'administrator', '/en/desk/admin/mail');
  const shown = async () => {
    await page.reload();
    return main(page);
  };
  await expect.poll(shown, { timeout: 40_000, interval: 1000 }).toContain(address);
  const text = await main(page);
  return text.slice(text.indexOf(address));
}

describe('a meeting is called together, scripts off', () => {
  test('the chair invites seats and guests, a guest answers by the link, and the desk sees it', async () => {
    const page = await open({ scripts: false });
    const ref = await meetingOn(page, '2029-02-15');
    await page.goto(`/en/desk/meetings/${ref}/invitations`);
    expect(await main(page)).toContain('Nobody is on the list yet');
    await page
      .locator('textarea[name=guests]')
      .fill('Rahima Khatun <rahima@guest.example>\nnobody at all\nKarim, karim@guest.example, bn');
    await page.getByRole('button', { name: 'Put on the list' }).click();
    expect(await main(page)).toContain('One line was not understood');
    expect(await page.locator('textarea[name=guests]').inputValue()).toBe('nobody at all');
    expect([await fits(page), await barriers(page)]).toEqual([true, []]);

    await page.getByRole('button', { name: 'Send the letters' }).click();
    expect(await main(page)).toContain('The letters are on their way.');
    expect(await page.getByRole('button', { name: 'Send the letters' }).count()).toBe(0);

    const letter = await letterTo('rahima@guest.example');
    const link = /\/en\/answer\/[\w.-]+/u.exec(letter)?.[0] ?? '';
    const guest = await open({ screen: 'phone', scripts: false });
    await guest.goto(link);
    expect(await main(guest)).toContain('15 February 2029, 10:00–12:00');
    expect([await fits(guest), await barriers(guest)]).toEqual([true, []]);
    await page.reload();
    expect(await main(page)).not.toContain('on the answer page');
    await guest.getByRole('button', { name: 'Perhaps' }).click();
    expect(await main(guest)).toContain('Your answer is noted');
    await page.goto(`/en/desk/meetings/${ref}/invitations`);
    expect(await main(page)).toContain('on the answer page');
    expect((await guest.goto(`${link}x`))?.status()).toBe(404);
  }, 180_000);

  test('in Bangla on a phone: the list, one’s own answer, and the answer of a guest', async () => {
    const page = await open({ screen: 'phone', scripts: false });
    const ref = await meetingOn(page, '2029-05-17');
    await page.goto(`/bn/desk/meetings/${ref}/invitations`);
    expect([await fits(page), await barriers(page)]).toEqual([true, []]);
    await page.locator('textarea[name=guests]').fill('সালমা বেগম, salma@guest.example');
    await page.getByRole('button', { name: 'তালিকায় যোগ করুন' }).click();
    await page.getByRole('button', { name: 'পত্র পাঠান' }).click();
    expect(await main(page)).toContain('পত্র পাঠানো হচ্ছে');
    expect([await fits(page), await barriers(page)]).toEqual([true, []]);

    const letter = await letterTo('salma@guest.example');
    const link = /\/bn\/answer\/[\w.-]+/u.exec(letter)?.[0] ?? '';
    const guest = await open({ screen: 'phone', scripts: false });
    await guest.goto(link);
    expect(await main(guest)).toContain('২০২৯');
    await guest.getByRole('button', { name: 'উপস্থিত থাকব' }).click();
    expect(await main(guest)).toContain('আপনার উত্তর লেখা হয়েছে');
    expect([await fits(guest), await barriers(guest)]).toEqual([true, []]);

    await page.goto('/bn/desk/invitations');
    await page.getByRole('button', { name: 'উপস্থিত থাকব' }).first().click();
    expect(await main(page)).toContain('আপনার উত্তর লেখা হয়েছে');
    expect([await fits(page), await barriers(page)]).toEqual([true, []]);
  }, 180_000);

  test('who does not run the body is refused', async () => {
    const page = await open({ scripts: false });
    await signIn(page, 'auditor');
    const answer = await page.request.get('/en/desk/meetings/LMTWG-2023-01/invitations');
    expect(answer.status()).toBe(403);
  });
});

test('one’s own calendar address is shown once, answers a program without a session, and ends', async () => {
  const page = await open({ screen: 'phone', scripts: false });
  await signIn(page, 'chair', '/bn/desk/account/calendar');
  expect([await fits(page), await barriers(page)]).toEqual([true, []]);
  await page.getByRole('button', { name: 'ঠিকানা তৈরি করুন' }).click();
  const address = await page.locator('#made').inputValue();
  expect([await fits(page), await barriers(page)]).toEqual([true, []]);
  const answer = await fetch(address);
  expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('x-robots-tag')]).toEqual([
    200,
    'private, no-store',
    'noindex',
  ]);
  expect(await answer.text()).toContain('BEGIN:VCALENDAR');
  await page.goto('/bn/desk/account/calendar');
  expect(await page.content()).not.toContain(address.split('/').at(-1) ?? '');
  await page.getByRole('button', { name: 'ঠিকানা বন্ধ করুন' }).click();
  expect((await fetch(address)).status).toBe(404);
  expect((await fetch(`${inject('origin')}/en/feeds/${'x'.repeat(43)}.ics`)).status).toBe(404);
}, 60_000);
