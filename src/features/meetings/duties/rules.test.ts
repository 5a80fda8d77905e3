import { expect, test } from 'vitest';
import { reminderStage } from './rules.ts';

test.each([
  ['2026-12-10', '2026-12-02', null],
  ['2026-12-10', '2026-12-03', 'soon'],
  ['2026-12-10', '2026-12-10', 'soon'],
  ['2026-12-10', '2026-12-11', 'overdue'],
  ['2026-12-10', '2026-12-24', 'overdue'],
  ['2026-12-10', '2026-12-25', 'escalated'],
  ['2026-12-10', '2027-02-08', 'escalated'],
  ['2026-12-10', '2027-02-09', null],
  ['2026-12', '2026-12-23', null],
  ['2026-12', '2026-12-24', 'soon'],
  ['2026-12', '2027-01-01', 'overdue'],
] as const)('a point due %s: the letter of %s is %s', (due, day, stage) => {
  expect(reminderStage(due, day)).toBe(stage);
});
