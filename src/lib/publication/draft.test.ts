import { describe, expect, test } from 'vitest';
import { draft, type DraftInput } from './draft.ts';
import { march2023 } from './fixtures/march-2023.ts';

const least: DraftInput = {
  key: '2023-03',
  title: 'Bulletin',
  publisher: 'Network',
  period: { from: '2023-03' },
};
const withBlock = (block: unknown) => ({
  ...least,
  sections: [{ key: 'a', headline: 'A', blocks: [block] }],
});

describe('a draft', () => {
  test('can be saved with nothing in it yet', () => {
    expect(draft.parse(least)).toMatchObject({
      form: 'bulletin',
      title: { source: 'en', en: 'Bulletin' },
      sections: [],
      about: null,
      issued: null,
    });
  });

  test('comes back from storage as it was', () => {
    expect(draft.parse(JSON.parse(JSON.stringify(march2023)))).toEqual(march2023);
  });

  test('what an editor still owes is no reason to lose the rest', () => {
    const saved = draft.parse(withBlock({ type: 'figure' }));
    expect(saved.sections[0]?.blocks).toEqual([
      { type: 'figure', image: null, caption: null, credit: null, alt: null },
    ]);
  });

  test('texts lose control characters and bidirectional overrides on the way in', () => {
    const saved = draft.parse(withBlock({ type: 'paragraph', text: 'a\u0000b\u202Ec\u2066d' }));
    expect(saved.sections[0]?.blocks[0]).toMatchObject({ text: { en: 'abcd' } });
  });

  test.each([
    ['a megabyte in one text', withBlock({ type: 'paragraph', text: 'x'.repeat(1_000_000) })],
    ['a block nobody knows', withBlock({ type: 'html', html: '<b>' })],
    ['a field nobody knows', withBlock({ type: 'paragraph', text: 'x', onclick: 'x' })],
    ['a heading of level one', withBlock({ type: 'heading', level: 1, text: 'x' })],
    ['a level that is markup', withBlock({ type: 'heading', level: '3 onload=x', text: 'x' })],
    ['a speaker typed by hand', withBlock({ type: 'quote', text: 'x', speaker: 'Somebody' })],
    ['a language tag that is none', withBlock({ type: 'quote', text: 'x', tag: 'bn"><script>' })],
    ['a picture outside the store', withBlock({ type: 'figure', image: '../secret.png' })],
    ['an anchor with markup', { ...least, sections: [{ key: 'a"b', headline: 'A' }] }],
    ['a period that is no date', { ...least, period: { from: '2023-13' } }],
    ['an empty list', withBlock({ type: 'list', items: [] })],
  ])('refuses %s', (_, input) => {
    expect(draft.safeParse(input).success).toBe(false);
  });
});
