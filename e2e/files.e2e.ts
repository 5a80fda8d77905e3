import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';
import { walk } from './support/walk.ts';

const open = useBrowser();
const phone = { screen: 'phone', scripts: false } as const;
const meeting = '/bn/meetings/LMTWG-2023-01';

/** A small PDF that says something. */
const pdf = (words: string) => ({
  name: `${words}.pdf`,
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.7\n% ${words}\n%%EOF\n`),
});
const place = (page: Page) => new URL(page.url()).pathname;
const send = (page: Page) => page.locator('main form button').last().click();
const statusOf = async (page: Page, address: string) => (await page.request.get(address)).status();
/** The address of a file, without the seal that belongs to one reader. */
const addressOf = async (page: Page, name: string) =>
  ((await page.getByRole('link', { name, exact: true }).getAttribute('href')) ?? '').split('?')[0] ?? '';

test('evidence on a phone, in Bangla, with scripts off: added, found, kept from others, redacted, public', async () => {
  // Who runs the group adds a document to its meeting.
  const chair = await open(phone);
  await signIn(chair, 'chair', meeting);
  await chair.getByRole('link', { name: 'প্রমাণক যোগ করুন' }).click();
  expect(place(chair)).toBe('/bn/desk/files/new');
  expect(await walk(chair, ['/bn/desk/files/new?for=meetings/LMTWG-2023-01'])).toEqual([]);
  await chair.locator('input[name=title]').fill('সভার নথিপত্র');
  await chair.locator('select[name=body]').selectOption('lm-twg');
  await chair.locator('input[name=visibility][value=public]').check();
  await chair.locator('input[type=file]').setInputFiles(pdf('agenda'));
  await send(chair);
  const evidence = place(chair);
  expect(evidence).toMatch(/^\/bn\/evidence\/e-[0-9a-f]+$/u);

  // A second file of it is for the members of the group alone.
  await chair.getByRole('link', { name: 'ফাইল যোগ করুন' }).click();
  await chair.locator('input[name=visibility][value=body]').check();
  await chair.locator('input[type=file]').setInputFiles(pdf('attendance'));
  await send(chair);
  expect(place(chair)).toBe(evidence);
  expect(await walk(chair, [evidence])).toEqual([]);

  // It is found from the meeting, and read.
  await chair.goto(meeting);
  await chair.getByRole('link', { name: 'সভার নথিপত্র' }).first().click();
  expect(place(chair)).toBe(evidence);
  const original = await addressOf(chair, 'attendance.pdf');
  const sealed = (await chair.getByRole('link', { name: 'attendance.pdf' }).getAttribute('href')) ?? '';
  expect(await (await chair.request.get(sealed)).text()).toContain('attendance');

  // Somebody of another body neither sees nor gets it.
  const focal = await open(phone);
  await signIn(focal, 'focal', evidence);
  expect(place(focal)).toBe(evidence);
  expect(await focal.locator('main').textContent()).toContain('agenda.pdf');
  expect(await focal.locator('main').textContent()).not.toContain('attendance.pdf');
  expect(await statusOf(focal, original)).toBe(404);
  expect(await focal.getByRole('link', { name: 'ফাইল যোগ করুন' }).count()).toBe(0);

  // The secretariat puts a redacted copy beside it.
  const officer = await open(phone);
  await signIn(officer, 'secretariat', evidence);
  const article = officer.locator('article', { hasText: 'attendance.pdf' });
  await article.locator('a[href$="/redact"]').click();
  const form = place(officer);
  expect(await walk(officer, [form])).toEqual([]);
  await officer.locator('input[type=file]').setInputFiles(pdf('attendance without names'));
  await officer.locator('textarea[name=reason]').fill('ব্যক্তিগত তথ্য বাদ দেওয়া হয়েছে');
  await send(officer);
  expect(place(officer)).toBe(evidence);

  // Everybody gets the copy, and from now on the secretariat alone the original.
  const reader = await open(phone);
  expect(await walk(reader, [evidence])).toEqual([]);
  const text = (await reader.locator('main').textContent()) ?? '';
  expect(text).toContain('ব্যক্তিগত তথ্য বাদ দেওয়া হয়েছে');
  expect(text).not.toContain('attendance.pdf');
  const copy = await addressOf(reader, 'attendance without names.pdf');
  const got = await reader.request.get(copy);
  expect([got.status(), await got.text()]).toEqual([200, pdf('attendance without names').buffer.toString()]);
  for (const other of [reader, focal, chair]) expect(await statusOf(other, original)).toBe(404);
  expect(await statusOf(officer, original)).toBe(200);
  expect(await (await fetch(inject('origin') + evidence)).text()).not.toContain('attendance.pdf');
}, 180_000);
