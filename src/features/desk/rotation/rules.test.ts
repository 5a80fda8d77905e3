import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fateOfSeat, termsOf } from './rules.ts';

test('four quarters from the first of January', () => {
  const turns = ['a', 'b', 'c', 'd'];
  expect(termsOf({ from_on: '2027-01-01', months: 3, turns })).toEqual([
    { organisation: 'a', from: '2027-01-01', until: '2027-04-01' },
    { organisation: 'b', from: '2027-04-01', until: '2027-07-01' },
    { organisation: 'c', from: '2027-07-01', until: '2027-10-01' },
    { organisation: 'd', from: '2027-10-01', until: '2028-01-01' },
  ]);
});

test('no gap and no overlap, from whatever day and for whatever time', () => {
  const day = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, fc.constantFrom(3, 6, 12, 24), fc.integer({ min: 1, max: 12 }), (from_on, months, n) => {
      const terms = termsOf({ from_on, months, turns: Array.from({ length: n }, String) });
      expect(terms[0]?.from).toBe(from_on);
      for (const [at, { from, until }] of terms.entries()) {
        expect(from < until).toBe(true);
        expect(terms[at + 1]?.from ?? until).toBe(until);
      }
    }),
  );
});

test.each([
  [null, null, 'ends'],
  ['2026', '2027', 'stays'],
  ['2026', '2027-01-02', 'ends'],
  ['2026', null, 'ends'],
  ['2025', '2026-07', 'stays'],
  ['2027', null, 'in the way'],
  ['2027-03-01', '2027-06-01', 'in the way'],
] as const)('a seat from %s until %s %s when a rotation begins on 1 January 2027', (from, until, fate) => {
  expect(fateOfSeat({ from, until }, '2027-01-01')).toBe(fate);
});
