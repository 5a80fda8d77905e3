import { expect, test } from 'vitest';
import { meetingStatus, type MeetingStatus } from './rules.ts';

const when = (from: string, until: string | null = null, cancelled: string | null = null) => ({
  from,
  until,
  cancelled,
});

test.each<[string, ReturnType<typeof when> & { isMinuted?: true }, string, MeetingStatus]>([
  ['the day before', when('2023-01-16'), '2023-01-15', 'coming'],
  ['the day', when('2023-01-16'), '2023-01-16', 'today'],
  ['the day, once there are minutes', { ...when('2023-01-16'), isMinuted: true }, '2023-01-16', 'held'],
  ['the day after', when('2023-01-16'), '2023-01-17', 'held'],
  ['the last day of a week', when('2022-12-17', '2022-12-24'), '2022-12-23', 'under-way'],
  ['the day after a week', when('2022-12-17', '2022-12-24'), '2022-12-24', 'held'],
  ['the month it is expected in', when('2022-07'), '2022-07-05', 'expected'],
  ['the month after', when('2022-07'), '2022-08-01', 'held'],
  ['the year it is expected in', when('2022'), '2022-12-31', 'expected'],
  ['called off', when('2022-07', null, '2022-06'), '2022-01-01', 'cancelled'],
])('the status on %s', (_what, meeting, day, status) => {
  expect(meetingStatus(meeting, day)).toBe(status);
});
