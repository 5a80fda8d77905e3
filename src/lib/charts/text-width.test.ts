import fc from 'fast-check';
import { expect, it } from 'vitest';
import { notoFonts } from '#lib/server/charts/fonts.ts';
import { shapeText } from '#lib/server/charts/shape.ts';
import { textWidth, wrap, wrapEvenly } from './text-width.ts';

const words = fc.array(fc.constantFrom('সেতু', 'মন্ত্রণালয়', 'of', 'commitments', '২০২৩', 'প্রত্যাবর্তন', 'IOM'), {
  minLength: 1,
  maxLength: 12,
});

it.each([
  'Average cost of sending 200 US dollars',
  'WIDTH OF CAPITALS, 2016–2023',
  'ill fit, jilt till it',
  '1,135,873',
  '২৭,২০০ কোটি',
  'মন্ত্রণালয়',
  'প্রবাসী কল্যাণ ও বৈদেশিক কর্মসংস্থান',
  'কর্মপরিকল্পনা ও প্রত্যাবর্তন',
  'ব্রাহ্মণবাড়িয়া, লক্ষ্মীপুর',
])('the estimate of "%s" is near the width in Noto Sans, rather above it', (text) => {
  const { regular, bold } = notoFonts();
  for (const [faces, isBold] of [[regular, false] as const, [bold, true] as const]) {
    const ratio = textWidth(text, 1, isBold) / shapeText(text, faces).advance;
    expect(ratio).toBeGreaterThan(0.94);
    expect(ratio).toBeLessThan(1.18);
  }
});

it('wrapping loses nothing and keeps to the width where words allow it', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 300 }), (list, width) => {
      const text = list.join(' ');
      const lines = wrap(text, width, 12);
      expect(lines.join(' ')).toBe(text);
      for (const line of lines) {
        if (line.includes(' ')) expect(textWidth(line, 12)).toBeLessThanOrEqual(width);
      }
    }),
  );
});

it('even lines are as many as greedy ones, and the longest is no longer', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 300 }), (list, width) => {
      const text = list.join(' ');
      const [greedy, even] = [wrap(text, width, 12), wrapEvenly(text, width, 12)];
      const longest = (lines: string[]) => Math.max(...lines.map((line) => textWidth(line, 12)));
      expect(even).toHaveLength(greedy.length);
      expect(even.join(' ')).toBe(text);
      expect(longest(even)).toBeLessThanOrEqual(longest(greedy));
    }),
  );
});
