import { describe, expect, test } from 'vitest';
import { axisYears, spanOn } from './term-bar.ts';

describe('a term on the axis of years', () => {
  test.each([
    [
      { from: '2020', until: '2021' },
      { start: 0, width: 25.05 },
    ],
    [
      { from: '2019', until: null },
      { start: 0, width: 100 },
    ],
    [
      { from: null, until: '2022' },
      { start: 0, width: 50.03 },
    ],
    [{ from: '2018', until: '2020' }, null],
    [{ from: '2024', until: null }, null],
  ])('%o is %o', (period, span) => {
    expect(spanOn(period, 2020, 2024)).toEqual(span);
  });

  test('follows on the term before it without a gap', () => {
    const [first, second] = [
      spanOn({ from: '2020', until: '2021-07' }, 2020, 2024),
      spanOn({ from: '2021-07', until: '2023' }, 2020, 2024),
    ];
    expect((first?.start ?? 0) + (first?.width ?? 0)).toBeCloseTo(second?.start ?? 0);
  });
});

test('an axis names few years when it is long', () => {
  expect(axisYears(2020, 2024)).toEqual([2020, 2021, 2022, 2023]);
  expect(axisYears(1990, 2030)).toEqual([1990, 1997, 2004, 2011, 2018, 2025]);
});
