import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lang } from '#lib/i18n/lang.ts';
import { draft, type DraftInput } from './draft.ts';
import { PublicationError } from './errors.ts';
import { march2023 } from './fixtures/march-2023.ts';
import { values } from './fixtures/march-2023-values.ts';
import { limits } from './limits.ts';
import { renderable, requireRenderable } from './problems.ts';
import { passagesIn, resolve } from './resolve.ts';
import { resolved } from './resolved.ts';
import { plainText } from './resolved-text.ts';
import type { ValueSource } from './values.ts';

type Block = NonNullable<NonNullable<DraftInput['sections']>[number]['blocks']>[number];
const fine: Block = { type: 'paragraph', text: 'Words.' };
const least: DraftInput = { key: 'k', title: 'T', publisher: 'P', period: { from: '2023-03' } };
const story = (...blocks: Block[]) => ({ ...least, sections: [{ key: 'a', headline: 'A', blocks }] });
const run = (input: DraftInput, lang: Lang = 'en', source: ValueSource = values) =>
  resolve(draft.parse(input), lang, source);
const codes = (input: DraftInput, lang: Lang = 'en', source: ValueSource = values) =>
  run(input, lang, source).problems.map(({ code }) => code);

describe('problems', () => {
  const grid = { columns: [{ label: 'A' }, { label: 'B' }], rows: [['x', 'y']] };
  test.each<[string, DraftInput]>([
    ['record_unknown', story({ type: 'paragraph', text: 'The [[bodies/nobody name]]' })],
    ['field_unknown', story({ type: 'paragraph', text: 'The [[bodies/bdunnm colour]]' })],
    ['token_malformed', story({ type: 'paragraph', text: 'The [[bodies/bdunnm]]' })],
    ['token_unclosed', story({ type: 'paragraph', text: 'The [[bodies/bdunnm acronym' })],
    ['link_protocol', story({ type: 'paragraph', text: 'A [[javascript:alert(1) | link]]' })],
    ['text_too_long', story({ type: 'paragraph', text: 'x'.repeat(limits.paragraph + 1) })],
    ['digits_typed', story({ type: 'paragraph', text: 'In 2023 it met.' })],
    ['figure_no_caption', story({ type: 'figure', alt: 'a', credit: 'c' }, fine)],
    ['figure_no_alt', story({ type: 'figure', caption: 'a', credit: 'c' })],
    ['figure_no_credit', story({ type: 'figure', caption: 'a', alt: 'c' })],
    ['chart_no_alt', story({ type: 'chart', title: 'a', source: 's', svg: 'x', data: grid })],
    ['chart_no_source', story({ type: 'chart', title: 'a', alt: 's', svg: 'x', data: grid })],
    ['quote_no_speaker', story({ type: 'quote', text: 'Words' })],
    ['table_ragged', story({ type: 'table', caption: 'c', ...grid, rows: [['x']] })],
    ['section_empty', story()],
    ['heading_order', story({ type: 'heading', level: 4, text: 'H' }, fine)],
    ['heading_alone', story(fine, { type: 'heading', text: 'H' })],
    ['heading_alone', story({ type: 'heading', text: 'H' }, { type: 'heading', text: 'I' }, fine)],
    ['document_empty', least],
    [
      'section_twice',
      { ...least, sections: [1, 2].map(() => ({ key: 'a', headline: 'A', blocks: [fine] })) },
    ],
    [
      'lead_twice',
      {
        ...least,
        sections: ['a', 'b'].map((key) => ({ key, headline: 'A', lead: true, blocks: [fine] })),
      },
    ],
  ])('%s', (code, input) => {
    expect(codes(input)).toEqual([code]);
  });

  test('a heading under a heading is in order', () => {
    const input = story({ type: 'heading', text: 'H' }, { type: 'heading', level: 4, text: 'I' }, fine);
    expect(codes(input)).toEqual([]);
  });

  test('each says where it is and what was found there', () => {
    const { problems } = run(story(fine, { type: 'paragraph', text: '[[bodies/nobody name]] [[x]]' }), 'bn');
    expect(problems).toContainEqual({
      code: 'record_unknown',
      blocking: true,
      section: 'a',
      block: 2,
      lang: 'bn',
      token: 'bodies/nobody name',
    });
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'token_malformed', block: 2, token: '[[x]]' }),
    );
  });

  test('the title and the closing box are looked at too', () => {
    const { problems } = run({ ...story(fine), title: 'The [[bodies/nobody name]]' });
    expect(problems).toMatchObject([{ code: 'record_unknown', section: null, block: null }]);
  });

  const answer =
    (value: { text?: string; href?: string }): ValueSource =>
    () => ({ text: 'X', href: '/en/x', ...value });
  test.each<[string, string, ValueSource]>([
    ['an empty value', 'value_empty', (_, field) => ({ text: field === 'title' ? 'X' : ' ', href: null })],
    ['an endless value', 'text_too_long', answer({ text: 'x'.repeat(1_000_000) })],
    ['a value that leads to a script', 'value_link', answer({ href: 'javascript:alert(1)' })],
    ['a value that leads to another host', 'value_link', answer({ href: '//evil.example/x' })],
    ['a value that leads out by a backslash', 'value_link', answer({ href: '/\\evil.example' })],
  ])('%s is a problem of the record', (_, code, source) => {
    const found = run(story({ type: 'paragraph', text: 'The [[a/b c]]' }), 'en', source);
    expect(found.problems.map((problem) => problem.code)).toContain(code);
    expect(JSON.stringify(found.document).length).toBeLessThan(20_000);
  });
});

describe('the guard', () => {
  test('a blocked document is not to be rendered, a remark stops nothing', () => {
    const blocked = run(story({ type: 'paragraph', text: '[[bodies/nobody name]]' })).document;
    expect(renderable(blocked)).toBe(false);
    expect(() => requireRenderable(blocked)).toThrow(PublicationError);
    expect(renderable(run(story({ type: 'paragraph', text: 'In 2023.' })).document)).toBe(true);
  });
});

describe('cited values', () => {
  const { document } = run({
    ...least,
    sections: [
      {
        key: 'a',
        headline: '[[bodies/bdunnm acronym]]',
        blocks: [
          { type: 'paragraph', text: '[[meetings/bdunnm-2023-1 date]], [[bodies/bdunnm acronym]] again' },
          { type: 'paragraph', text: 'And [[bodies/bmct name]]' },
        ],
        cites: ['meetings/sr-migrants', 'bodies/bmct'],
      },
      { key: 'b', headline: 'B', blocks: [{ type: 'paragraph', text: 'The [[bodies/bmct name]]' }] },
    ],
  });

  test('keep their record, field and address', () => {
    expect(document.sections[0]?.headline.inlines).toEqual([
      {
        type: 'cited',
        text: 'BDUNNM',
        href: '/en/bodies/bdunnm',
        record: 'bodies/bdunnm',
        field: 'acronym',
        lang: 'en',
      },
    ]);
  });

  test('each record is one source of its section, in the order it is met', () => {
    const records = document.sections.map(({ sources }) => sources.map(({ record }) => record));
    expect(records).toEqual([
      ['bodies/bdunnm', 'meetings/bdunnm-2023-1', 'bodies/bmct', 'meetings/sr-migrants'],
      ['bodies/bmct'],
    ]);
    expect(document.sections[0]?.sources.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  test('a text carries the numbers of what it cites', () => {
    expect(document.sections[0]?.blocks).toMatchObject([
      { text: { marks: [1, 2] } },
      { text: { marks: [3] } },
    ]);
    expect(document.sections[1]?.blocks).toMatchObject([{ text: { marks: [1] } }]);
  });

  test('what a reader must know of a value stands with its source', () => {
    const found = run(story({ type: 'paragraph', text: 'It was [[indicators/remittances value@2022]].' }));
    expect(found.document.sections[0]?.sources[0]?.notes).toEqual(['data up to 2024, version 1']);
  });
});

describe('two languages', () => {
  const both = { source: 'en' as const, en: 'English', bn: 'বাংলা' };

  test('each reader gets theirs', () => {
    const paragraph = story({ type: 'paragraph', text: both });
    expect(run(paragraph, 'bn').document.sections[0]?.blocks).toMatchObject([
      { text: { lang: 'bn', fallback: false, status: 'unreviewed', inlines: [{ text: 'বাংলা' }] } },
    ]);
  });

  test('a missing translation falls back and says so, with values in the language that stands there', () => {
    const { document, problems } = run(
      story({ type: 'paragraph', text: 'On [[meetings/bdunnm-2023-1 date]]' }),
      'bn',
    );
    expect(document.sections[0]?.blocks[0]).toMatchObject({
      text: { lang: 'en', fallback: true, inlines: [{}, { text: '16 January 2023', lang: 'en' }] },
    });
    expect(problems).toContainEqual(expect.objectContaining({ code: 'translation_missing', block: 1 }));
  });

  test('a text of values alone is in the language of its reader', () => {
    const { document } = run(story({ type: 'paragraph', text: '[[meetings/bdunnm-2023-1 date]]' }), 'bn');
    expect(document.sections[0]?.blocks[0]).toMatchObject({
      text: { lang: 'bn', fallback: false, inlines: [{ text: '১৬ জানুয়ারি ২০২৩' }] },
    });
  });

  test('the document says how far its translation can be trusted', () => {
    expect(run(story({ type: 'paragraph', text: both }), 'bn').document.translation).toBe('unreviewed');
    expect(run(story({ type: 'paragraph', text: both }), 'en').document.translation).toBe('original');
  });

  test('blank lines make paragraphs', () => {
    const { document } = run(story({ type: 'paragraph', text: 'One.\n\nTwo\nlines.' }));
    const texts = document.sections[0]?.blocks.map((block) =>
      block.type === 'paragraph' ? plainText(block.text) : '',
    );
    expect(texts).toEqual(['One.', 'Two lines.']);
  });
});

describe('quotations', () => {
  const speaker = 'people/momen name';
  type Quote = Extract<Block, { type: 'quote' }>;
  const said = (text: Quote['text'], more: Partial<Quote> = {}) =>
    story({ type: 'quote', speaker, text, ...more });
  const quote = (input: DraftInput, lang: Lang) => run(input, lang).document.sections[0]?.blocks[0];

  test('a translation of somebody’s words is marked as one', () => {
    const input = said({ source: 'en', en: 'Words', bn: 'কথা' });
    expect(quote(input, 'bn')).toMatchObject({ translatedFrom: 'en', text: { lang: 'bn' } });
    expect(quote(input, 'en')).toMatchObject({ translatedFrom: null, text: { lang: 'en' } });
  });

  test('romanised Bangla keeps its tag; with its meaning beside it nothing is missing', () => {
    const input = said({ source: 'bn', bn: 'Thakbo Valo' }, { tag: 'bn-Latn', meaning: 'We will do well' });
    const { problems } = run(input, 'en');
    expect(quote(input, 'en')).toMatchObject({ text: { lang: 'bn-Latn', fallback: false } });
    expect(problems).toEqual([]);
  });

  test('digits in somebody’s words are theirs', () => {
    expect(codes(said({ source: 'en', en: 'All 10 of us' }))).toEqual([]);
  });

  test('speaker, office and source are sources', () => {
    const input = said(
      { source: 'en', en: 'W' },
      { office: 'people/momen office@2023-03', source: 'meetings/imd-2022' },
    );
    expect(quote(input, 'en')).toMatchObject({
      marks: [1, 2],
      office: { inlines: [{ text: 'Foreign Secretary, Ministry of Foreign Affairs' }] },
    });
  });
});

describe('any text', () => {
  const markup = [
    '<b>',
    '&amp;',
    '#read("/etc/passwd")',
    '*',
    '_',
    '$x$',
    '${x}',
    '{@html x}',
    '[',
    ']',
    ']]',
  ];
  const hostile = fc
    .array(fc.oneof(fc.constantFrom(...markup), fc.string({ unit: 'grapheme', maxLength: 8 })))
    .map((parts) => parts.join(' '))
    .filter((raw) => !raw.includes('[[') && /[a-z]/u.test(raw));

  test('comes out letter for letter', () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        const kept = draft.parse(story({ type: 'paragraph', text: raw }));
        const { document } = resolve(kept, 'en', values);
        const printed = document.sections[0]?.blocks.map((b) =>
          b.type === 'paragraph' ? plainText(b.text) : '',
        );
        const block = kept.sections[0]?.blocks[0];
        const typed = block?.type === 'paragraph' ? (block.text.en ?? '') : '';
        expect(printed?.join(' ')).toBe(typed.replace(/\s+/gu, ' ').trim());
      }),
    );
  });

  test('the same draft and values give the same document, fit to be kept', () => {
    for (const lang of ['en', 'bn'] as const) {
      const { document, problems } = resolve(march2023, lang, values);
      expect(problems).toEqual([]);
      expect(resolve(march2023, lang, values).document).toEqual(document);
      expect(resolved.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
      expect(passagesIn(document).length).toBeGreaterThan(60);
    }
  });
});
