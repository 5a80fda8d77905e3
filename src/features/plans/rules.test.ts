import { expect, test } from 'vitest';
import { timingOf } from './rules.ts';

test.each([
  [null, null, 'undated'],
  ['2023', '2024', 'running'],
  ['2023-06-16', null, 'running'],
  ['2023-06-17', null, 'ahead'],
  [null, '2023-06-16', 'over'],
  [null, '2023-06-17', 'running'],
  ['2022', '2023', 'over'],
  ['2023-07', '2024', 'ahead'],
] as const)('on 16 June 2023 the period from %s until %s', (from, until, timing) => {
  expect(timingOf({ from, until }, '2023-06-16')).toBe(timing);
});
