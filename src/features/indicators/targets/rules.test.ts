import { expect, test } from 'vitest';
import { progressOf, targetFor, type Rating } from './rules.ts';

const baseline = { value: 100, on: '2015' };
const target = { value: 200, on: '2030' };

test.each<[string, Parameters<typeof progressOf>, Rating]>([
  ['without a baseline', [{ baseline: null, target, latest: baseline }, 'up'], 'no-data'],
  ['without a target', [{ baseline, target: null, latest: baseline }, 'up'], 'no-data'],
  ['without a value', [{ baseline, target, latest: null }, 'up'], 'no-data'],
  ['with a value no newer than the baseline', [{ baseline, target, latest: baseline }, 'up'], 'no-data'],
  ['where no way is better', [{ baseline, target, latest: { value: 150, on: '2020' } }, 'none'], 'no-data'],
  ['that is met', [{ baseline, target, latest: { value: 210, on: '2020' } }, 'up'], 'reached'],
  [
    'that is met downwards',
    [{ baseline, target: { value: 50, on: '2030' }, latest: { value: 40, on: '2020' } }, 'down'],
    'reached',
  ],
  // 200/100 over 15 years is 4.73 per cent a year; five years of it make 126.
  [
    'at the pace that is needed',
    [{ baseline, target, latest: { value: 126, on: '2020' } }, 'up'],
    'on-track',
  ],
  [
    'just below 95 per cent of the pace',
    [{ baseline, target, latest: { value: 124, on: '2020' } }, 'up'],
    'off-track',
  ],
  ['going the wrong way', [{ baseline, target, latest: { value: 90, on: '2020' } }, 'up'], 'off-track'],
  [
    'falling as it shall',
    [{ baseline, target: { value: 50, on: '2030' }, latest: { value: 79, on: '2020' } }, 'down'],
    'on-track',
  ],
  [
    'from zero, by units',
    [
      {
        baseline: { value: 0, on: '2015' },
        target: { value: 30, on: '2030' },
        latest: { value: 10, on: '2020' },
      },
      'up',
    ],
    'on-track',
  ],
  [
    'from zero, too slowly',
    [
      {
        baseline: { value: 0, on: '2015' },
        target: { value: 30, on: '2030' },
        latest: { value: 5, on: '2020' },
      },
      'up',
    ],
    'off-track',
  ],
])('an indicator %s', (_, [facts, direction], rating) => {
  expect(progressOf(facts, direction).rating).toBe(rating);
});

test('the pace is told as it was compared', () => {
  const { pace } = progressOf({ baseline, target, latest: { value: 126, on: '2020' } }, 'up');
  expect(pace?.per).toBe('percent');
  expect(pace?.needed).toBeCloseTo(4.73, 1);
  expect(
    progressOf({ baseline: { value: 0, on: '2015' }, target, latest: { value: 10, on: '2020' } }, 'up').pace
      ?.per,
  ).toBe('units');
});

test('the target that counts is the next one that is not over, else the last there was', () => {
  const targets = [target, { value: 150, on: '2025' }];
  expect(targetFor(targets, '2024-06-01')?.on).toBe('2025');
  expect(targetFor(targets, '2026-01-01')?.on).toBe('2030');
  expect(targetFor(targets, '2031-01-01')?.on).toBe('2030');
  expect(targetFor([], '2024-06-01')).toBeNull();
});
