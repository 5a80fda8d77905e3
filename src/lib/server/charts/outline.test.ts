import fc from 'fast-check';
import { expect, it } from 'vitest';
import { notoFonts } from './fonts.ts';
import { outlineText } from './outline.ts';
import { shapeText } from './shape.ts';

const fonts = notoFonts();
const outline = (inside: string, root = ''): string =>
  outlineText(`<svg xmlns="http://www.w3.org/2000/svg"${root}>${inside}</svg>`, fonts);

/** Where each glyph stands: horizontal and vertical place, scale. */
function places(svg: string): { x: number; y: number; scale: number }[] {
  return [...svg.matchAll(/matrix\(([\d.]+) 0 0 -[\d.]+ (-?[\d.]+) (-?[\d.]+)\)/gu)].map(
    ([, scale, x, y]) => ({
      x: Number(x),
      y: Number(y),
      scale: Number(scale),
    }),
  );
}

const widthOf = (words: string, size: number, bold = false): number =>
  shapeText(words, bold ? fonts.bold : fonts.regular).advance * size;

it('no text is left, everything else is', () => {
  const svg = outline('<rect width="4"/><g fill="#0d5560"><text x="3" y="9">সেতু</text><path d="M0 0"/></g>');
  expect(svg).not.toContain('<text');
  expect(svg).toContain('<rect width="4"/><g fill="#0d5560"><use ');
  expect(svg).toContain('<path d="M0 0"/></g></svg>');
});

it.each(['মন্ত্রণালয়', 'প্রত্যাবর্তন', 'কর্মপরিকল্পনা', 'উদ্যোক্তা', 'ক্ষ ঙ্গ স্ত্র র্থ ন্ত্র ষ্ট্র', 'র‍্যা ত্ত্ব হ্ম জ্ঞ শ্রী'])(
  '"%s" is shaped: its conjuncts show no virama, and no glyph is missing or empty',
  (words) => {
    const [, bengali] = fonts.regular;
    const virama = bengali?.font.nominalGlyph(0x09cd);
    const glyphs = shapeText(words, fonts.regular).glyphs.map(({ glyph }) => glyph);
    expect(virama).toBeGreaterThan(0);
    expect(glyphs).not.toContain(virama);
    expect(glyphs).not.toContain(0);
    expect(outline(`<text x="0" y="20">${words}</text>`)).not.toMatch(/NaN|d=""/u);
  },
);

it('a chunk is anchored as a whole, over all its parts', () => {
  const parts = 'নেপাল <tspan font-weight="700">২.৫</tspan>';
  const width = widthOf('নেপাল ', 20) + widthOf('২.৫', 20, true);
  const left = (anchor: string) =>
    places(outline(`<text x="100" y="0" font-size="20" text-anchor="${anchor}">${parts}</text>`))[0]?.x ??
    NaN;
  expect(left('middle')).toBeCloseTo(left('start') - width / 2, 1);
  expect(left('end')).toBeCloseTo(left('start') - width, 1);
});

it('whatever the words, the end of an anchored text is where it was put', () => {
  const words = fc.array(fc.constantFrom('সেতু', 'IOM', '২০২৩', '2024', 'মন্ত্রণালয়', '–'), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 8, max: 40 }), (list, size) => {
      const text = list.join(' ');
      const from = (anchor: string) =>
        places(
          outline(`<text x="500" y="0" text-anchor="${anchor}">${text}</text>`, ` font-size="${size}"`),
        )[0]?.x ?? NaN;
      expect(from('start') - from('end')).toBeCloseTo(widthOf(text, size), 1);
    }),
  );
});

it('lines move down by dy, in units or in em, and begin at their own x', () => {
  const svg = outline(
    '<text x="5" y="10" font-size="10">H<tspan x="5" dy="14">H</tspan><tspan x="25" dy="1.5em">H</tspan></text>',
  );
  const [first, second, third] = places(svg);
  expect([second?.x, second?.y]).toEqual([first?.x, 24]);
  expect([third?.x, third?.y]).toEqual([(first?.x ?? 0) + 20, 39]);
});

it('size, weight and colour come from the elements around', () => {
  const svg = outline(
    '<g font-size="30" font-weight="700" fill="#111"><text x="0" y="0">H</text><text font-size="15" fill="#222">H</text></g><text>H</text>',
  );
  expect(places(svg).map(({ scale }) => scale)).toEqual([0.03, 0.015, 0.016]);
  expect(svg).toContain('<use href="#b0-');
  expect(svg).toContain('<g fill="#222"><use ');
  expect(svg).toContain('</g><use href="#r0-');
});

it('words with a rim are one path, because a rim would grow with the glyph', () => {
  const svg = outline('<text x="0" y="9" stroke="#fff" stroke-width="4" paint-order="stroke">সেতু</text>');
  expect(svg).toMatch(/<g stroke="#fff" stroke-width="4" paint-order="stroke"><path d="M[^"]+"\/><\/g>/u);
});

it('white space is drawn together, entities are read, titles are not text', () => {
  const width = (inside: string) => {
    const at = places(outline(`<text x="0" y="0" text-anchor="end" font-size="10">${inside}</text>`));
    return at[0]?.x;
  };
  expect(width('\n   R&amp;D   <tspan> 5</tspan> ')).toBe(width('R&#38;D 5'));
  expect(width('<title>tooltip</title>R&#x26;D 5')).toBe(width('R&amp;D 5'));
});

it('a letter is defined once, however often it is used', () => {
  const svg = outline('<text>aaa</text><text>a</text>');
  expect(svg.match(/<path id=/gu)).toHaveLength(1);
  expect(places(svg)).toHaveLength(4);
});

it('a character that no font has stops the drawing and says which', () => {
  expect(() => outline('<text>ok 漢</text>')).toThrow(/chart\.glyph_missing.*漢/u);
});

it('an svg without text comes back unchanged', () => {
  const svg = '<svg viewBox="0 0 1 1"><title>a > b</title><path d="M0 0"/></svg>';
  expect(outlineText(svg, fonts)).toBe(svg);
});
