import fc from 'fast-check';
import { expect, it } from 'vitest';
import { periodTicks, timeOf } from './period-axis.ts';
import { textWidth } from './text-width.ts';
import { largeUnit, valueAxis } from './value-axis.ts';

it.each<[number[], string[]]>([
  [
    [3.8, 7.7],
    ['0', '2', '4', '6', '8'],
  ],
  [
    [0.02, 0.09],
    ['0.00', '0.02', '0.04', '0.06', '0.08', '0.10'],
  ],
  [[], ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']],
  [
    [-12, 31],
    ['−20', '−10', '0', '10', '20', '30', '40'],
  ],
])('values %j are read against %j', (values, labels) => {
  const axis = valueAxis({ values, range: [100, 0], count: 5, lang: 'en' });
  expect(axis.ticks.map(({ label }) => label)).toEqual(labels);
});

it('every value lies between the first and the last line of the grid', () => {
  const value = fc.integer({ min: -1e9, max: 1e9 }).map((thousandths) => thousandths / 1000);
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), fc.boolean(), (values, fromZero) => {
      const { place, ticks } = valueAxis({ values, range: [0, 100], count: 5, lang: 'en', fromZero });
      const [first, last] = [ticks[0]?.at ?? NaN, ticks.at(-1)?.at ?? NaN];
      for (const at of values.map(place)) {
        expect(at).toBeGreaterThanOrEqual(first - 1e-6);
        expect(at).toBeLessThanOrEqual(last + 1e-6);
      }
      if (fromZero) expect(ticks.some(({ zero }) => zero)).toBe(true);
    }),
  );
});

it.each<[number, 'en' | 'bn', number, string]>([
  [27_168_536_337, 'en', 1e9, 'billion'],
  [27_168_536_337, 'bn', 1e7, 'কোটি'],
  [4_300_000, 'en', 1e6, 'million'],
  [4_300_000, 'bn', 1, ''],
  [-2e12, 'en', 1e12, 'trillion'],
  [999, 'en', 1, ''],
])('%d is told in %s by %d: "%s"', (greatest, lang, divide, word) => {
  expect(largeUnit(greatest, lang)).toEqual({ divide, word });
});

it.each<[string, string[], number, string[]]>([
  ['no period', [], 300, []],
  ['one year', ['2020'], 300, ['2020']],
  ['every year where there is room', ['2019', '2020', '2021'], 300, ['2019', '2020', '2021']],
  ['round years between the ends', ['1976', '2024'], 300, ['1976', '1990', '2000', '2010', '2024']],
  ['only the last where nothing else fits', ['2019', '2020'], 30, ['2020']],
  [
    'months of two years',
    ['2022-07', '2023-02'],
    700,
    ['July 2022', 'September 2022', 'November 2022', 'February 2023'],
  ],
  ['months over many years are years', ['2010-03', '2020-05'], 200, ['2010', '2015', '2020']],
])('%s', (_what, dates, width, labels) => {
  expect(periodTicks(dates, width, 12, 'en').map(({ label }) => label)).toEqual(labels);
});

it('labels of periods never touch', () => {
  const year = fc.integer({ min: 1950, max: 2050 }).map(String);
  fc.assert(
    fc.property(
      fc.array(year, { minLength: 2, maxLength: 30 }),
      fc.integer({ min: 60, max: 700 }),
      (dates, width) => {
        const times = dates.map(timeOf);
        const [first, last] = [Math.min(...times), Math.max(...times)];
        const places = periodTicks(dates, width, 12, 'bn').map(({ time, label }) => ({
          at: ((time - first) / (last - first || 1)) * width,
          half: textWidth(label, 12) / 2,
        }));
        places.slice(1).forEach(({ at, half }, index) => {
          const before = places[index] ?? { at: -Infinity, half: 0 };
          expect(at - half).toBeGreaterThan(before.at + before.half);
        });
      },
    ),
  );
});
