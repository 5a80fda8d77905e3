import { describe, expect, test } from 'vitest';
import { barriers } from './support/axe.ts';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';
import { reloadWithoutScripts } from './support/weak-line.ts';

const open = useBrowser();

type Page = Awaited<ReturnType<typeof open>>;
const main = async (page: Page) => (await page.locator('main').textContent()) ?? '';
/** Nothing on the page is wider than a phone. */
const fits = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

describe('a chair with scripts off prepares a meeting', () => {
  test('from nothing to a published agenda, and the next one after it', async () => {
    const page = await open({ scripts: false });
    await signIn(page, 'chair', '/en/desk/meetings');
    await page.getByRole('link', { name: 'New meeting or event' }).click();
    await page.locator('input[name=day]').fill('2027-01-21');
    await page.getByRole('button', { name: 'Continue' }).click();

    // Number, title in both languages and readers are there already.
    expect(await page.locator('input[name="title.en"]').inputValue()).toMatch(
      /^First meeting of the .+ in 2027$/u,
    );
    expect(await page.locator('input[name="title.bn"]').inputValue()).toContain('২০২৭ সালের প্রথম সভা');
    await page.locator('input[name=starts_at]').fill('10:00');
    await page.locator('input[name=ends_at]').fill('11:00');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await main(page)).toContain('Nothing is on the agenda yet');
    expect(await barriers(page)).toEqual([]);

    await page.getByRole('link', { name: 'Put the agenda together' }).click();
    for (const [title, minutes] of [
      ['Opening', '10'],
      ['Work plan', '55'],
    ] as const) {
      await page.locator('input[name=title]').fill(title);
      await page.locator('input[name=duration]').fill(minutes);
      await page.getByRole('button', { name: 'Add an item' }).click();
    }
    expect(await main(page)).toContain('The agenda is too long by 5 minutes');
    await page.getByRole('button', { name: 'Up: Work plan' }).click();
    expect(await main(page)).toMatch(/1\s+Work plan[\s\S]+2\s+Opening/u);
    await page.getByRole('link', { name: 'Opening' }).click();
    await page.locator('input[name=duration]').fill('5');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await main(page)).toContain('60 minutes are planned; the meeting has 60.');
    await page.getByRole('button', { name: 'Publish the agenda' }).click();
    expect(await main(page)).not.toContain('Draft');
    expect(await barriers(page)).toEqual([]);

    const workbench = page.url().replace(/\/agenda.*$/u, '');
    await page.goto(`${workbench}/clone`);
    await page.locator('input[name=day]').fill('2027-04-21');
    await page.getByRole('button', { name: 'Make', exact: true }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Second meeting of the/u);
    expect(await main(page)).toContain('Publish the agenda');
  });

  test('in Bangla on a phone, in its digits', async () => {
    const page = await open({ screen: 'phone', scripts: false });
    await signIn(page, 'chair', '/bn/desk/meetings/new?kind=meeting&body=lm-twg&day=২০২৮-০১-২০');
    await page.locator('input[name=starts_at]').fill('১০.৩০');
    await page.locator('main form button').click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('২০২৮ সালের প্রথম সভা');
    expect([await fits(page), await barriers(page)]).toEqual([true, []]);
    await page.getByRole('link', { name: 'আলোচ্যসূচি তৈরি করুন' }).click();
    await page.locator('input[name=title]').fill('বার্ষিক কর্মপরিকল্পনা');
    await page.locator('input[name=duration]').fill('২৫');
    await page.getByRole('button', { name: 'বিষয় যোগ করুন' }).click();
    expect(await main(page)).toContain('২৫ মিনিট');
    expect(await main(page)).toContain('১০:৩০');
    expect([await fits(page), await barriers(page)]).toEqual([true, []]);
  });
});

/** Signs the chair in at a new meeting's agenda and adds items to it. */
async function agendaOf(page: Page, day: string, titles: readonly string[]): Promise<void> {
  await signIn(page, 'chair', `/en/desk/meetings/new?kind=meeting&body=lm-twg&day=${day}`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Put the agenda together' }).click();
  const items = page.locator('#order > li');
  for (const [index, title] of titles.entries()) {
    await page.locator('input[name=title]').fill(title);
    await page.getByRole('button', { name: 'Add an item' }).click();
    await expect.poll(() => items.count()).toBe(index + 1);
  }
}

test('what is typed before the scripts of a page arrive stays typed', async () => {
  const page = await open();
  await agendaOf(page, '2030-05-16', ['First']);
  const arrive = await reloadWithoutScripts(page);
  await page.locator('input[name=title]').fill('Typed on a weak line');
  await page.locator('select[name=kind]').selectOption('decision');
  arrive();
  await expect.poll(() => page.locator('#order > li').first().getAttribute('draggable')).toBe('true');
  expect(await page.locator('input[name=title]').inputValue()).toBe('Typed on a weak line');
  expect(await page.locator('select[name=kind]').inputValue()).toBe('decision');
}, 60_000);

test('where scripts run an item is dragged to its place', async () => {
  const page = await open();
  await agendaOf(page, '2030-02-14', ['First', 'Second', 'Third']);
  // From the top, where all three are in sight.
  await page.goto(new URL(page.url()).pathname);
  const items = page.locator('#order > li');
  await expect.poll(() => items.first().getAttribute('draggable')).toBe('true');
  await items.nth(2).dragTo(items.first(), { targetPosition: { x: 10, y: 3 }, steps: 8 });
  await expect.poll(() => main(page)).toMatch(/1\s+Third[\s\S]+2\s+First[\s\S]+3\s+Second/u);
  await expect.poll(() => items.first().getAttribute('draggable')).toBe('true');
  const last = await items.nth(2).boundingBox();
  await items
    .first()
    .dragTo(items.nth(2), { targetPosition: { x: 10, y: (last?.height ?? 40) - 3 }, steps: 8 });
  await expect.poll(() => main(page)).toMatch(/1\s+First[\s\S]+2\s+Second[\s\S]+3\s+Third/u);
}, 60_000);

test('who does not run the body is refused', async () => {
  const page = await open({ scripts: false });
  await signIn(page, 'auditor');
  const answers = await Promise.all(
    ['', '/edit', '/clone', '/agenda'].map((end) =>
      page.request.get(`/en/desk/meetings/BDUNNM-2023-01${end}`),
    ),
  );
  expect(answers.map((answer) => answer.status())).toEqual([403, 403, 403, 403]);
});

test('anybody takes a public agenda along as PDF and as a Word file', async () => {
  const page = await open();
  for (const lang of ['en', 'bn'])
    for (const [ending, head] of [
      ['pdf', '%PDF-'],
      ['docx', 'PK'],
    ] as const) {
      const answer = await page.request.get(`/${lang}/meetings/BDUNNM-2023-01/agenda.${ending}`);
      expect([answer.status(), (await answer.body()).subarray(0, head.length).toString()]).toEqual([
        200,
        head,
      ]);
    }
});
