import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unusual } from './rules.ts';

test.each<[string, number, number[], boolean]>([
  ['far from the others', 5000, [100, 110, 95, 105, 102, 98], true],
  ['among the others', 104, [100, 110, 95, 105, 102, 98], false],
  ['far away, but nobody knows what is usual', 5000, [100, 110], false],
  ['different, where all others are the same', 101, [100, 100, 100, 100, 100], false],
])('a value %s', (_, value, others, isUnusual) => {
  expect(unusual(value, others) !== null).toBe(isUnusual);
});

test('one wrong value among the others does not hide another one', () => {
  expect(unusual(5000, [100, 110, 95, 105, 102, 98, 4800])).not.toBeNull();
});

test('what lies between the others is never unusual, and the order of them says nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 20 }),
      (others) => {
        const sorted = [...others].sort((a, b) => a - b);
        const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
        expect(unusual(middle, others)).toBeNull();
        expect(unusual(9e6, others)).toEqual(unusual(9e6, sorted));
      },
    ),
  );
});
