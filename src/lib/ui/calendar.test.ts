import { describe, expect, test } from 'vitest';
import { columnOf, daysOf, weekdayNames } from './calendar.ts';

describe('a month', () => {
  test('has its days, leap years included, with their weekdays', () => {
    const february = daysOf('2024-02');
    expect(february).toHaveLength(29);
    expect(february[0]).toEqual({ date: '2024-02-01', weekday: 4 });
    expect(february.at(-1)).toEqual({ date: '2024-02-29', weekday: 4 });
    expect(daysOf('2023-12').at(-1)).toEqual({ date: '2023-12-31', weekday: 0 });
  });

  test.each([
    [0, 0, 1],
    [6, 0, 7],
    [0, 1, 7],
    [5, 6, 7],
  ] as const)('weekday %i stands in a week from %i in column %i', (weekday, start, column) => {
    expect(columnOf(weekday, start)).toBe(column);
  });

  test('names the weekdays in the order of the week', () => {
    expect(weekdayNames('en', 1)).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
    expect(weekdayNames('bn', 0)[0]).toBe('রবি');
  });
});
