import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byDay, monthAfter, monthShown } from './rules.ts';

const when = (from: string, until: string | null = null) => ({ from, until });

describe('a month', () => {
  test('shows a week on each of its days, cut at the ends of the month', () => {
    const week = { ...when('2022-12-29', '2023-01-03'), ref: 'week' };
    expect(Object.keys(byDay([week], '2022-12'))).toEqual(['2022-12-29', '2022-12-30', '2022-12-31']);
    expect(Object.keys(byDay([week], '2023-01'))).toEqual(['2023-01-01', '2023-01-02']);
    expect(byDay([week], '2023-02')).toEqual({});
  });

  test('never puts on a day what is known to the month or year only', () => {
    expect(byDay([when('2022-07'), when('2022'), when('2022-07-04', '2022-08')], '2022-07')).toEqual({});
  });

  test('comes back after as many months forth as back', () => {
    const month = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(month, fc.integer({ min: 0, max: 500 }), (instant, count) => {
        const start = instant.toISOString().slice(0, 7);
        expect(monthAfter(monthAfter(start, count), -count)).toBe(start);
      }),
    );
  });

  test.each([
    ['the one asked for', '2020-02', ['2023-01'], '2020-02'],
    ['this one', undefined, ['2023-01', '2026-11', '2027-01'], '2026-11'],
    ['the nearest before', undefined, ['2022-07', '2023-01', '2027-01'], '2023-01'],
    ['the first to come', undefined, ['2027-01', '2027-02'], '2027-01'],
    ['this one, when there is nothing', undefined, [], '2026-11'],
  ])('shown first is %s', (_what, asked, months, shown) => {
    expect(monthShown(asked, months, '2026-11-23')).toBe(shown);
  });
});
