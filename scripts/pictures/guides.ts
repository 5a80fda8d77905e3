/**
 * Writes static/guides/<guide>-<step>-<lang>.webp: what a phone shows at the steps of the guides, with what the step
 * is about outlined. The pictures are taken from a life of two meetings, acted out in each language.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { startProduct } from '../../e2e/support/product.ts';
import { signIn } from '../../e2e/support/sign-in.ts';
import { pictureOf, pictureSize } from '../../src/features/portal/help/rules.ts';
import { shifted } from '../../src/lib/dates.ts';

type Lang = 'en' | 'bn';
type Stage = {
  page: Page;
  lang: Lang;
  take: (name: string, selector: string, room?: number) => Promise<void>;
};

const spoken = {
  en: {
    items: ['Opening', 'Work plan of the year'],
    text: 'The chair opened the meeting. Members went through the draft work plan.',
    line: '@IOM to share the draft work plan by 2027-02-15',
    decision: 'The draft work plan goes to all members.',
    correction: 'The chair opened the meeting. Members discussed the draft work plan.',
    reason: 'It was discussed in full',
    comment: 'Sent to all members',
  },
  bn: {
    items: ['উদ্বোধন', 'বার্ষিক কর্মপরিকল্পনা'],
    text: 'সভাপতি সভার কাজ শুরু করেন। সদস্যগণ খসড়া কর্মপরিকল্পনা পর্যালোচনা করেন।',
    line: '@আইওএম ২০২৭-০২-১৫ তারিখের মধ্যে খসড়া কর্মপরিকল্পনা পাঠাবে',
    decision: 'খসড়া কর্মপরিকল্পনা সকল সদস্যের নিকট পাঠানো হবে।',
    correction: 'সভাপতি সভার কাজ শুরু করেন। সদস্যগণ খসড়া কর্মপরিকল্পনা নিয়ে আলোচনা করেন।',
    reason: 'বিষয়টি বিস্তারিত আলোচিত হয়েছিল',
    comment: 'সকল সদস্যের নিকট পাঠানো হয়েছে',
  },
};

/** Takes the pictures in both languages. */
export async function takeGuidePictures(browser: Browser): Promise<void> {
  mkdirSync('static/guides', { recursive: true });
  for (const lang of ['en', 'bn'] as const) {
    const product = await startProduct({ lang });
    const context = await browser.newContext({
      baseURL: product.origin,
      viewport: pictureSize,
      deviceScaleFactor: 1.5,
      isMobile: true,
      hasTouch: true,
      colorScheme: 'light',
      // The outline is set from here, which the policy of the pages rightly forbids.
      bypassCSP: true,
    });
    const page = await context.newPage();
    const stage: Stage = { page, lang, take: camera(page, lang) };
    await signIn(page, 'chair', `/${lang}/desk`);
    const today = new Date().toISOString().slice(0, 10);
    const held = await makeMeeting(stage, shifted(today, -10));
    await holdMeeting(stage, held);
    const next = await makeMeeting(stage, shifted(today, 60));
    await prepareMeeting(stage, next);
    await takePart(stage, held, next);
    await context.close();
    await product.stop();
  }
}

/** Takes a picture with `selector` outlined, `room` pixels below the upper edge. */
function camera(page: Page, lang: Lang): Stage['take'] {
  return async (name, selector, room = 90) => {
    const target = page.locator(selector).first();
    await target.evaluate((element, above) => {
      element.setAttribute('style', 'outline: 3px solid #c2570c; outline-offset: 4px');
      window.scrollTo({
        top: element.getBoundingClientRect().top + window.scrollY - above,
        behavior: 'instant',
      });
    }, room);
    const [slug = '', step = ''] = name.split(' ');
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 60 });
    await session.detach();
    writeFileSync(`static${pictureOf(slug, Number(step), lang)}`, Buffer.from(data, 'base64'));
    await target.evaluate((element) => element.removeAttribute('style'));
  };
}

const desk = (lang: Lang, ref: string, part = '') => `/${lang}/desk/meetings/${ref}${part}`;

/** Makes a meeting of the labour migration group through the forms; gives its reference. */
async function makeMeeting({ page, lang }: Stage, day: string): Promise<string> {
  await page.goto(`/${lang}/desk/meetings/new?kind=meeting&body=lm-twg&day=${day}`);
  await page.locator('input[name=starts_at]').fill('10:00');
  await page.locator('input[name=ends_at]').fill('12:00');
  await page.locator('main form button').first().click();
  await page.waitForURL(/\/desk\/meetings\/[^/]+\?saved/u);
  const ref = /meetings\/([^/?]+)/u.exec(page.url())?.[1] ?? '';
  await page.goto(desk(lang, ref, '/agenda'));
  for (const title of spoken[lang].items) {
    await page.locator('input[name=title]').fill(title);
    await page.locator('input[name=duration]').fill('30');
    await page.locator('#add ~ form button, form:has(input[name=title]) button').last().click();
  }
  return ref;
}

/** Attendance, minutes, decisions and points of a meeting, up to adopted minutes. */
async function holdMeeting({ page, lang, take }: Stage, ref: string): Promise<void> {
  const words = spoken[lang];
  await page.goto(desk(lang, ref, '/agenda'));
  await page.locator('button[value=publish]').click();
  await page.goto(desk(lang, ref, '/attendance'));
  await page.locator('main fieldset input[value=present]').first().check();
  await take('minutes 1', 'main fieldset');
  await page.locator('button[name=rest]').click();

  await page.goto(desk(lang, ref, '/decisions'));
  await page.locator('input[name=line]').fill(words.line);
  await take('outcomes 1', 'form[action^="?/propose"]', 60);
  await page.locator('form[action^="?/propose"] button').click();
  await take('outcomes 2', 'form[action^="?/point"]', 40);
  await page.locator('form[action^="?/point"] button').click();
  await page.locator('textarea[name=wording]').fill(words.decision);
  await take('outcomes 3', 'form[action^="?/decide"]', 40);
  await page.locator('form[action^="?/decide"] button').click();

  await page.goto(desk(lang, ref, '/minutes'));
  await page.locator('textarea[name^="text."]:visible').first().fill(words.text);
  await take('minutes 2', 'section[data-kept]', 60);
  await page.locator('main form button').last().click();
  await page.goto(desk(lang, ref, '/minutes/review'));
  await take('minutes 3', 'form[action="?/circulate"]', 200);
  await page.locator('form[action="?/circulate"] button').click();
  const proposal = page.locator('details', { has: page.locator('form[action="?/propose"]') }).first();
  await proposal.locator('summary').click();
  await proposal.locator('textarea').fill(words.correction);
  await proposal.locator('input[name=reason]').fill(words.reason);
  await take('members 4', 'details[open] form', 60);
  await proposal.locator('button').click();
  const answer = page.locator('details', { has: page.locator('form[action="?/answer"]') });
  await answer.locator('summary').click();
  await take('minutes 4', 'details[open] form', 200);
  await answer.locator('button[value=accepted]').click();
  await page.locator('input[name=sure]').check();
  await take('minutes 5', 'form[action="?/adopt"]', 120);
}

/** Agenda and invitations of the meeting that comes. */
async function prepareMeeting({ page, lang, take }: Stage, ref: string): Promise<void> {
  await page.goto(`/${lang}/desk/meetings`);
  await take('agenda 1', 'main a[href$="/desk/meetings/new"]', 200);
  await page.goto(desk(lang, ref));
  await take('agenda 2', 'section.next', 120);
  await page.goto(desk(lang, ref, '/agenda'));
  await take('agenda 3', '#arising', 40);
  await take('agenda 4', 'main ol > li:has(button[value=up])', 60);
  await take('agenda 5', 'button[value=publish]', 260);
  await page.locator('button[value=publish]').click();
  await page.goto(desk(lang, ref, '/clone'));
  await take('agenda 6', 'main form', 40);
  await page.goto(desk(lang, ref, '/invitations'));
  await take('invitations 1', '#add', 40);
  await page.locator('form:has(textarea[name=guests]) button').last().click();
  await take('invitations 2', 'form[action^="?/send"] button', 200);
  await page.locator('form[action^="?/send"] button').first().click();
  await take('invitations 3', '#replies', 60);
  await page.goto(`/${lang}/desk/account/calendar`);
  await take('invitations 5', 'main form', 160);
}

/** What a member sees of both meetings. */
async function takePart({ page, lang, take }: Stage, held: string, next: string): Promise<void> {
  await page.goto(`/${lang}/desk/invitations`);
  await take('members 1', 'main form', 160);
  await page.goto(`/${lang}/meetings/${next}`);
  await take('members 2', '#agenda', 40);
  await page.goto(`/${lang}/desk`);
  await take('members 3', 'main h1', 80);
  await page.goto(`/${lang}/desk/action-points/${held}-P1`);
  await page.locator('textarea[name=comment]').fill(spoken[lang].comment);
  await take('outcomes 4', 'form[action="#report"]', 40);
  await page.goto(desk(lang, next, '/agenda'));
  await take('outcomes 5', '#arising', 40);
}
