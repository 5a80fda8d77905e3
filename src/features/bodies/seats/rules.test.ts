import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  doubleChairs,
  isAssumedOn,
  leadGaps,
  seatedOn,
  yearsShown,
  type SeatRole,
  type Term,
} from './rules.ts';

const seat = (role: SeatRole, fields: Partial<Term> = {}): Term => ({
  role,
  from: null,
  until: null,
  stated: null,
  ...fields,
});
const year2023 = { from: '2023', until: '2024' };

describe('who sits on a day', () => {
  test.each([
    ['2022-12-31', []],
    ['2023-01-01', ['chair']],
    ['2023-12-31', ['chair']],
    ['2024-01-01', []],
  ])('a seat of the year 2023 on %s', (day, roles) => {
    expect(seatedOn([seat('chair', year2023)], day).map(({ role }) => role)).toEqual(roles);
  });

  test('the chair comes first, whatever the order of the record', () => {
    const seats = (['observer', 'member', 'co-chair', 'secretariat', 'chair'] as const).map((role) =>
      seat(role),
    );
    const roles = seatedOn(seats, '2023-05-05').map(({ role }) => role);
    expect(roles).toEqual(['chair', 'co-chair', 'secretariat', 'member', 'observer']);
  });

  test('a chair handed over in mid-year: one of the two on every day, never both', () => {
    const handedOver = [
      seat('chair', { from: '2022', until: '2023-07' }),
      seat('chair', { from: '2023-07' }),
    ];
    const day = fc.date({ min: new Date('2022-01-01'), max: new Date('2025-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (instant) => {
        expect(seatedOn(handedOver, instant.toISOString().slice(0, 10))).toHaveLength(1);
      }),
    );
  });
});

test.each([
  ['the month of the statement', { stated: '2023-03' }, '2023-03-31', false],
  ['after it, no end being known', { stated: '2023-03' }, '2023-04-01', true],
  ['before it, no start being known', { stated: '2023-03' }, '2023-02-28', true],
  ['inside a term whose ends are known', { ...year2023, stated: '2023-03' }, '2023-11-01', false],
  ['since a known start', { from: '2023-01', stated: '2023-03' }, '2023-02-01', false],
  ['nothing says when it was stated', {}, '2023-02-01', false],
])('is a seat assumed: %s', (_what, fields, day, assumed) => {
  expect(isAssumedOn(seat('chair', fields), day)).toBe(assumed);
});

describe('years in which two seats are recorded as the chair', () => {
  const span = { first: 2020, last: 2026 };
  test('are told as far as the evidence reaches', () => {
    const seats = [
      seat('chair', { from: '2021', until: '2024' }),
      seat('chair', { from: '2022-07', until: '2023-07' }),
      seat('co-chair', { from: '2020', until: '2026' }),
    ];
    expect(doubleChairs(seats, span)).toEqual([{ first: 2022, last: 2023 }]);
  });
  test('are none where one follows the other, or the first has only no known end', () => {
    const handedOver = [
      seat('chair', { from: '2022', until: '2023-07' }),
      seat('chair', { from: '2023-07' }),
    ];
    expect(doubleChairs(handedOver, span)).toEqual([]);
    const open = [seat('chair', { stated: '2022-03' }), seat('chair', { from: '2023-07', until: '2024' })];
    expect(doubleChairs(open, span)).toEqual([]);
  });
});

describe('years of which nobody says who led', () => {
  test('are gathered into stretches', () => {
    const seats = [seat('chair', year2023), seat('member', { from: '2021' })];
    expect(leadGaps(seats, { first: 2019, last: 2026 })).toEqual({
      unknown: [
        { first: 2019, last: 2022 },
        { first: 2024, last: 2026 },
      ],
      doubtful: [],
    });
  });

  test('a chair for part of a year is no gap', () => {
    const seats = [seat('co-chair', { from: '2022-11', until: '2023-02' })];
    expect(leadGaps(seats, { first: 2022, last: 2023 })).toEqual({ unknown: [], doubtful: [] });
  });

  test('after the last statement of a term without an end it is doubtful; before one without a start unknown', () => {
    const seats = [seat('chair', { stated: '2023-03' })];
    expect(leadGaps(seats, { first: 2021, last: 2025 })).toEqual({
      unknown: [{ first: 2021, last: 2022 }],
      doubtful: [{ first: 2024, last: 2025 }],
    });
  });

  test.each([
    ['the founding', ['2019-07'], [seat('chair', year2023)], { first: 2019, last: 2026 }],
    ['the first term', [null], [seat('chair', year2023)], { first: 2023, last: 2026 }],
    ['a term still to come', ['2019'], [seat('chair', { from: '2028' })], { first: 2019, last: 2028 }],
    ['nothing at all', [], [], { first: 2026, last: 2026 }],
  ])('are looked for from %s', (_what, known, terms, years) => {
    expect(yearsShown(known, terms, '2026-11-23')).toEqual(years);
  });
});
