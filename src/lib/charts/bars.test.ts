import fc from 'fast-check';
import { expect, it } from 'vitest';
import { barChart } from './bar-chart.ts';
import type { Size } from './sheet.ts';
import { stackedBar } from './stacked-bar.ts';
import type { StackedBarInput } from './stacked-input.ts';
import { textWidth } from './text-width.ts';

const sizes = fc.constantFrom<Size>('narrow', 'wide');
const bar = fc.record({
  label: fc.constantFrom('BMET', 'রামরু, বিএমইটির উপাত্ত', 'A source with quite a long name that wraps'),
  note: fc.constantFrom('counted up to 30 November 2024', 'version 2'),
  value: fc.option(fc.integer({ min: -1_000_000, max: 2_000_000 })),
});

it('bars are as long as their values, and what is written at their ends stays on the sheet', () => {
  fc.assert(
    fc.property(fc.array(bar, { minLength: 1, maxLength: 8 }), sizes, (bars, size) => {
      const drawing = barChart({ lang: 'bn', groups: [{ name: '২০২৪', bars }] }, size);
      const values = bars.map(({ value }) => value ?? 0);
      const longest = Math.max(...values.map(Math.abs));
      const longestBar = Math.max(...drawing.bars.map(({ width }) => width));
      drawing.bars.forEach(({ width, value, x }, index) => {
        if (longest > 0) expect(width / longestBar).toBeCloseTo(Math.abs(values[index] ?? 0) / longest, 1);
        const text = textWidth(value.text, drawing.sheet.font, true);
        const [left, right] = value.anchor === 'end' ? [value.x - text, value.x] : [value.x, value.x + text];
        expect(Math.min(left, x)).toBeGreaterThanOrEqual(-0.2);
        expect(right).toBeLessThanOrEqual(drawing.width + 0.2);
      });
    }),
  );
});

it('rows follow one another without covering', () => {
  fc.assert(
    fc.property(fc.array(bar, { minLength: 2, maxLength: 8 }), sizes, (bars, size) => {
      const { bars: marks, thick, height } = barChart({ lang: 'en', groups: [{ bars }] }, size);
      marks.slice(1).forEach(({ y }, index) => expect(y).toBeGreaterThan((marks[index]?.y ?? 0) + thick));
      expect(height).toBeGreaterThanOrEqual((marks.at(-1)?.y ?? 0) + thick);
    }),
  );
});

it('sources that contradict one another keep their own value, note and words', () => {
  const { names, bars } = barChart(
    {
      lang: 'en',
      groups: [
        {
          name: '2024',
          bars: [
            { label: 'Ami Probashi', note: 'cut-off 31 December 2024', value: 1_009_146 },
            { label: 'RMMRU', value: 1_011_969, written: 'about 1.01 million' },
            { label: 'Ministry', value: null },
          ],
        },
      ],
    },
    'wide',
  );
  expect(names.map(({ text }) => text)).toEqual(['2024']);
  expect(bars.map(({ title }) => title)).toEqual([
    'Ami Probashi: 1,009,146. cut-off 31 December 2024',
    'RMMRU: about 1.01 million',
    'Ministry: No figure',
  ]);
  expect(bars.map(({ known }) => known)).toEqual([true, true, false]);
});

const keys: StackedBarInput['keys'] = [
  { key: 'done', label: 'Fulfilled', tone: 'done' },
  { key: 'late', label: 'Late', tone: 'late' },
  { key: 'none', label: 'Not reported', tone: 'notReported' },
];
const counts = fc.record({ done: fc.nat(40), late: fc.nat(40), none: fc.nat(40) });

it('parts of a bar follow one another in the order of the keys and are as wide as they count', () => {
  fc.assert(
    fc.property(
      fc.array(counts, { minLength: 1, maxLength: 6 }),
      sizes,
      fc.boolean(),
      (all, size, shares) => {
        const rows = all.map((one, index) => ({ label: `Objective ${index}`, counts: one }));
        const drawing = stackedBar({ lang: 'en', keys, rows, shares }, size);
        drawing.rows.forEach(({ parts, total }, index) => {
          const row = all[index] ?? { done: 0, late: 0, none: 0 };
          const sum = row.done + row.late + row.none;
          expect(total.text).toBe(String(sum));
          expect(parts.map(({ tone }) => tone)).toEqual(
            keys.filter(({ key }) => row[key as keyof typeof row] > 0).map(({ tone }) => tone),
          );
          const width = parts.reduce((all, part) => all + part.width, 0);
          parts.forEach((part, place) => {
            const before = parts[place - 1];
            if (before) expect(part.x).toBeCloseTo(before.x + before.width, 0);
            const count = row[keys.find(({ tone }) => tone === part.tone)?.key as keyof typeof row];
            expect(part.width / width).toBeCloseTo(count / sum, 1);
          });
          expect(total.x + textWidth(total.text, drawing.sheet.font)).toBeLessThanOrEqual(drawing.width + 1);
        });
      },
    ),
  );
});
