import { expect, test } from 'vitest';
import { seatDuty, type SeatState } from './rules.ts';

const day = '2026-11-23';
const seat: SeatState = { from: '2020', until: null, represented: true, succeeded: false };

test.each<[string, Partial<SeatState>, ReturnType<typeof seatDuty>]>([
  ['an open seat with a representative asks for nothing', {}, null],
  ['an open seat without one asks who represents it', { represented: false }, 'representative_missing'],
  [
    'a seat whose beginning nobody knows has begun',
    { from: null, represented: false },
    'representative_missing',
  ],
  ['a seat that has not begun asks for nothing', { from: '2026-12', represented: false }, null],
  ['a seat that ends within sixty days asks who follows', { until: '2027-01-22' }, 'seat_ending'],
  ['a seat that ends later does not', { until: '2027-01-23' }, null],
  [
    'a seat that ends soon asks for one thing at a time',
    { until: '2027', represented: false },
    'seat_ending',
  ],
  [
    'a seat that ends soon and is followed asks for its representative only',
    { until: '2027', represented: false, succeeded: true },
    'representative_missing',
  ],
  ['a seat that ends today has ended', { until: '2026-11-23' }, 'seat_ended'],
  ['a seat that ended is followed: nothing', { until: '2026-11-23', succeeded: true }, null],
  ['a seat that ended long ago is history', { until: '2025-11-23' }, null],
  ['a seat that ended less than a year ago is asked about', { until: '2025-11-24' }, 'seat_ended'],
])('%s', (_, given, expected) => {
  expect(seatDuty({ ...seat, ...given }, day)).toBe(expected);
});
