import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  civilDay,
  dayAfter,
  dayBefore,
  firstDay,
  includes,
  isPartialDate,
  overlaps,
  unitAfter,
  unitBefore,
  type Period,
} from './dates.ts';

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((instant) => instant.toISOString().slice(0, 10));
const partial = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length));
const period: fc.Arbitrary<Period> = fc
  .tuple(fc.option(partial), fc.option(partial))
  .map(([from, until]) => ({ from, until }))
  .filter(({ from, until }) => from === null || until === null || firstDay(from) < firstDay(until));

describe('a date as precisely as it is known', () => {
  test.each(['2022', '2022-07', '2022-07-05', '2024-02-29'])('%s is one', (date) => {
    expect(isPartialDate(date)).toBe(true);
  });
  test.each(['', '22', '2022-13', '2022-7', '2023-02-29', '2022-07-32', '2022-07-05T00', '২০২২'])(
    '%s is none',
    (date) => {
      expect(isPartialDate(date)).toBe(false);
    },
  );

  test('means every day from its first to before the one after it', () => {
    expect([firstDay('2022-07'), dayAfter('2022-07')]).toEqual(['2022-07-01', '2022-08-01']);
    expect([firstDay('2022'), dayAfter('2022')]).toEqual(['2022-01-01', '2023-01-01']);
    expect(dayAfter('2024-02')).toBe('2024-03-01');
  });

  test('sorts as text in the order of its first day', () => {
    fc.assert(
      fc.property(partial, partial, (a, b) => {
        if (firstDay(a) < firstDay(b)) expect(a < b).toBe(true);
      }),
    );
  });

  test('the day before the day after is the last day', () => {
    fc.assert(
      fc.property(day, (date) => {
        expect(dayBefore(dayAfter(date))).toBe(date);
      }),
    );
  });
});

describe('a half-open period', () => {
  test('a chair of the year 2023 sits on its last day and not on the next', () => {
    const term = { from: '2023', until: '2024' };
    expect([
      includes(term, '2023-01-01'),
      includes(term, '2023-12-31'),
      includes(term, '2024-01-01'),
    ]).toEqual([true, true, false]);
  });

  test('two periods overlap exactly when some day is in both', () => {
    fc.assert(
      fc.property(period, period, (a, b) => {
        const edges = [a, b].flatMap(({ from, until }) => [from, until]).filter((edge) => edge !== null);
        const days = [
          ...edges.flatMap((edge) => [firstDay(edge), dayBefore(edge)]),
          '1000-01-01',
          '3000-01-01',
        ];
        expect(overlaps(a, b)).toBe(days.some((date) => includes(a, date) && includes(b, date)));
      }),
    );
  });
});

test('the civil day is that of the country, not of the server', () => {
  expect(civilDay(new Date('2026-11-23T18:30:00Z'), 'Asia/Dhaka')).toBe('2026-11-24');
});

test('the unit after the one before is the date again, as exact as it was', () => {
  fc.assert(
    fc.property(partial, (date) => {
      expect(unitAfter(unitBefore(date))).toBe(date);
      expect(unitBefore(date) < date && unitBefore(date).length === date.length).toBe(true);
    }),
  );
});
