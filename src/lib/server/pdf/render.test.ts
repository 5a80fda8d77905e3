import { PDFName } from '@cantoo/pdf-lib';
import { afterAll, describe, expect, test } from 'vitest';
import { PrintPool } from './pool.ts';
import { closePdfWorkers } from './render.ts';
import {
  bookmarksOf,
  dictionaries,
  figure,
  linksOf,
  march,
  metadataOf,
  open,
  origin,
  png,
  print,
  small,
  tagsOf,
  written,
  type Block,
} from './testing.ts';

afterAll(closePdfWorkers);

describe.each(['en', 'bn'] as const)('the bulletin of March 2023 in %s', (lang) => {
  const pdf = print(march(lang));

  test('is tagged, in its language, and says it is PDF/UA-1', async () => {
    const document = await open(await pdf);
    expect(metadataOf(document)).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(document.catalog.has(PDFName.of('StructTreeRoot'))).toBe(true);
    expect(written(document.catalog.lookup(PDFName.of('Lang')))).toBe(lang === 'bn' ? 'bn-BD' : 'en-GB');
    const tags = ['H1', 'H2', 'H3', 'P', 'Table', 'TH', 'TD', 'Figure', 'Link', 'BlockQuote', 'L', 'LI'];
    expect([...tagsOf(document)]).toEqual(expect.arrayContaining(tags));
  });

  test('has three pages and stays small', async () => {
    expect((await open(await pdf)).getPageCount()).toBe(3);
    expect((await pdf).length).toBeLessThan(200_000);
  });

  test('leads to its records and to the contact, and nowhere else', async () => {
    const links = linksOf(await open(await pdf));
    expect(links).toContain(`${origin}/${lang}/bodies/bdunnm`);
    expect(links).toContain('mailto:secretariat@network.example');
    for (const link of links) expect(link).toMatch(/^(https:\/\/network\.example\/|mailto:)/u);
  });

  test('bears the title and the date of the document', async () => {
    const document = await open(await pdf);
    expect(document.getTitle()).toBe(lang === 'bn' ? 'ই-বুলেটিন, মার্চ ২০২৩' : 'E-bulletin, March 2023');
    expect(document.getCreationDate()?.toISOString()).toBe('2023-03-01T00:00:00.000Z');
    expect(document.getModificationDate()?.toISOString()).toBe('2023-03-01T00:00:00.000Z');
  });

  test('comes out byte for byte the same, in another thread too', async () => {
    const pool = new PrintPool({ root: process.cwd(), workers: 1, timeLimit: 60_000, queue: 5 });
    const again = await print(march(lang), { pool });
    await pool.close();
    expect(Buffer.from(again).equals(Buffer.from(await pdf))).toBe(true);
  });
});

describe('text', () => {
  const conjuncts =
    'ক্ষ ঙ্গ স্ত্র র্থ ন্ত্র কি কে কো কৌ র‍্যা ত্ত্ব হ্ম জ্ঞ শ্রী দ্ধ ষ্ট্র হৃ গু ৎ মন্ত্রণালয় উদ্যোক্তা পুনঃএকত্রীকরণ ১২৩।';

  test('hard conjuncts print in every face, in an English document too', async () => {
    const heading: Block = { type: 'heading', text: conjuncts };
    const facts: Block = { type: 'facts', title: conjuncts, rows: [{ label: 'র‍্যা', value: conjuncts }] };
    const document = small(heading, { type: 'paragraph', text: conjuncts }, facts);
    expect(bookmarksOf(await open(await print(document)))).toContain(conjuncts);
  });

  test.each([
    '#read("/etc/passwd") *b* _i_ $x$ #{1+1} ] [ @ref <label> \\ ` // c /* d */ = h',
    '<b>&amp;</b> [[ ]] {{x}} ${x} %s',
    'Ã© “quotes” – ‘single’ … x\u200Dy soft\u00ADhyphen no\u00A0break',
  ])('%j comes out letter for letter', async (raw) => {
    const document = small({ type: 'heading', text: 'x' }, { type: 'paragraph', text: raw });
    const [heading] = document.sections[0]?.blocks ?? [];
    if (heading?.type === 'heading') heading.text.inlines = [{ type: 'text', text: raw }];
    expect(bookmarksOf(await open(await print(document)))).toContain(raw);
  });

  test('a word wider than the page and a story longer than one are no trouble', async () => {
    const word: Block = { type: 'paragraph', text: 'x'.repeat(3500) };
    const long: Block = { type: 'paragraph', text: 'A sentence that goes on. '.repeat(150) };
    const pages = (await open(await print(small(word, long, long, long, word, long)))).getPageCount();
    expect(pages).toBeGreaterThan(2);
  });
});

describe('forms', () => {
  test('a report runs in one column', async () => {
    const report = { ...march('en'), form: 'report' as const };
    expect((await open(await print(report))).getPageCount()).toBe(4);
  });

  test('without an address of the site records are named, not linked', async () => {
    const links = linksOf(await open(await print(march('en'), { origin: undefined })));
    expect(new Set(links)).toEqual(new Set(['mailto:secretariat@network.example']));
  });

  test('long tables go on over columns and pages', async () => {
    const rows = Array.from({ length: 150 }, () => ['a row', 'of cells']);
    const table: Block = { type: 'table', caption: 'C', columns: [{ label: 'A' }, { label: 'B' }], rows };
    expect((await open(await print(small(table)))).getPageCount()).toBeGreaterThan(1);
  });
});

describe('pictures', () => {
  test('a held picture is printed with its description', async () => {
    const document = await open(await print(small(figure), { pictures: { p1: png } }));
    const described = dictionaries(document).map((one) => written(one.lookup(PDFName.of('Alt'))));
    expect(described).toContain('What is seen');
  });

  test('a picture that is not held is a line of text', async () => {
    expect(tagsOf(await open(await print(small(figure)))).has('Figure')).toBe(false);
  });
});
