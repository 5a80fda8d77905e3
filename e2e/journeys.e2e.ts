import { describe, expect, inject, test } from 'vitest';
import { useBrowser } from './support/browser.ts';

const open = useBrowser();

/** What a reader comes to do, on a phone or a desktop, with scripts off. */
describe('a reader with scripts off', () => {
  test('follows a statement of the bulletin back to its record and the evidence behind it', async () => {
    const page = await open({ screen: 'phone', scripts: false });
    await page.goto('/en/bulletins/2023-03');
    await page.getByRole('link', { name: 'Labour Migration Technical Working Group' }).first().click();
    expect(new URL(page.url()).pathname).toBe('/en/bodies/lm-twg');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Labour Migration');
    await page
      .getByRole('link', { name: /bulletin/iu })
      .last()
      .click();
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });

  test('sees the first sources of a story on a phone, and all of them by a mark or on asking', async () => {
    const page = await open({ screen: 'phone', scripts: false });
    await page.goto('/en/bulletins/2023-03');
    const last = page.locator('[id^=source-m-bmct-2022-02-]').last();
    expect(await last.isVisible()).toBe(false);
    await page.locator(`a[href="#${(await last.getAttribute('id')) ?? ''}"]`).click();
    expect(await last.isVisible()).toBe(true);
    await page.getByRole('link', { name: 'All 9 stories' }).click();
    expect(await page.getByRole('navigation', { name: 'In this issue' }).getByRole('listitem').count()).toBe(
      9,
    );
  });

  test('switches the language and stays on the same page with the same question', async () => {
    const page = await open({ scripts: false });
    await page.goto('/en/search?q=remittances');
    await page.getByRole('link', { name: 'বাংলা' }).click();
    expect(page.url()).toBe(`${inject('origin')}/bn/search?q=remittances`);
    expect(await page.locator('html').getAttribute('lang')).toBe('bn');
  });

  test('asks who sat where on a chosen date, and gets the answer of that date', async () => {
    const page = await open({ scripts: false });
    await page.goto('/en/bodies/lm-twg?on=2023-12-31');
    expect(await page.locator('main').textContent()).toContain('International Organization for Migration');
    await page.goto('/en/bodies/lm-twg?on=2024-01-01');
    expect(await page.locator('main').textContent()).toMatch(/no source/iu);
  });

  test.each([
    ['an English word with a letter wrong', 'remitances', '/en'],
    ['the beginning of an English word', 'traffick', '/en'],
    ['a wrong spelling the sources use', 'RMRRU', '/en'],
    ['a Bangla word with য় as one letter', 'মন্ত্রণাল\u09df', '/bn'],
    ['a Bangla word with য় as two letters', 'মন্ত্রণাল\u09af\u09bc', '/bn'],
    ['a reference', 'BDUNNM-2023-01', '/bn'],
  ])('finds by %s', async (_, query, lang) => {
    const page = await open({ scripts: false });
    await page.goto(`${lang}/search?q=${encodeURIComponent(query)}`);
    expect(await page.locator('main').getByRole('listitem').count()).toBeGreaterThan(0);
  });

  test('gets the bulletin as an accessible file in the language of the page', async () => {
    for (const lang of ['en', 'bn']) {
      const file = await fetch(`${inject('origin')}/${lang}/bulletins/2023-03.pdf`);
      expect(file.headers.get('content-type')).toBe('application/pdf');
      expect(file.headers.get('content-disposition')).toContain(`2023-03-${lang}.pdf`);
      const bytes = new Uint8Array(await file.arrayBuffer());
      expect(new TextDecoder('latin1').decode(bytes.slice(0, 5))).toBe('%PDF-');
    }
  });

  test('is told calmly, in the language of the address, when there is no such record', async () => {
    for (const [path, lang] of [
      ['/bn/bodies/nobody', 'bn'],
      ['/en/commitments/nothing', 'en'],
      ['/bn/nothing/here', 'bn'],
      ['/bn/bulletins/%00', 'bn'],
    ] as const) {
      const page = await open({ scripts: false });
      const answer = await page.goto(path);
      expect([path, answer?.status()]).toEqual([path, 404]);
      expect(await page.locator('html').getAttribute('lang')).toBe(lang);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    }
  });
});

describe('another program', () => {
  test('reads the stories as well-formed Atom with addresses that answer', async () => {
    const page = await open();
    await page.goto('/en/about');
    const feed = await (await fetch(`${inject('origin')}/bn/stories/feed.atom`)).text();
    const read = await page.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'application/xml');
      return {
        broken: document.querySelector('parsererror') !== null,
        links: [...document.querySelectorAll('entry > link')].map((link) => link.getAttribute('href') ?? ''),
      };
    }, feed);
    expect(read.broken).toBe(false);
    expect(read.links.length).toBeGreaterThan(5);
    for (const link of read.links.slice(0, 3)) expect((await fetch(link)).status).toBe(200);
  });

  test('follows every kind of path the register gives to a page that exists', async () => {
    const map = await (await fetch(`${inject('origin')}/sitemap.xml`)).text();
    const paths = [...map.matchAll(/<loc>([^<]+)<\/loc>/gu)].map(([, loc]) => new URL(loc ?? '').pathname);
    const shapes = Map.groupBy(paths, (path) => path.split('/').slice(0, -1).join('/'));
    const gone: string[] = [];
    for (const some of shapes.values()) {
      for (const path of some.slice(0, 2)) {
        const { status } = await fetch(inject('origin') + path);
        if (status !== 200) gone.push(`${path} answers ${String(status)}`);
      }
    }
    expect(gone).toEqual([]);
  });

  test('finds no address of the secretariat’s mailbox anywhere on the site', async () => {
    for (const path of ['/en', '/en/bodies/bdunnm', '/en/bulletins/2023-03', '/en/about']) {
      expect(await (await fetch(inject('origin') + path)).text()).not.toMatch(/@iom\.int/iu);
    }
  });
});
