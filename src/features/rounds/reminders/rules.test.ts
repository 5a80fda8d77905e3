import { expect, test } from 'vitest';
import { reportStage } from './rules.ts';

const round = { opens: '2026-11-01', due: '2026-11-30', remindDays: 7, escalateDays: 14 };

test.each([
  ['2026-10-31', null],
  ['2026-11-01', 'opened'],
  ['2026-11-22', 'opened'],
  ['2026-11-23', 'soon'],
  ['2026-11-30', 'soon'],
  ['2026-12-01', 'overdue'],
  ['2026-12-14', 'overdue'],
  ['2026-12-15', 'escalated'],
  ['2027-01-29', 'escalated'],
  ['2027-01-30', null],
])('the letter of %s is %s', (day, stage) => {
  expect(reportStage(round, day)).toBe(stage);
});

test('without days to remind nobody is reminded before', () => {
  expect(reportStage({ ...round, remindDays: 0 }, '2026-11-30')).toBe('opened');
});
