import fc from 'fast-check';
import { expect, it } from 'vitest';
import { classesOf, classOf, sizesOf, type ClassMethod } from './classes.ts';

const values = fc.array(fc.double({ min: -1e6, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 80 });
const counts = fc.integer({ min: 1, max: 5 });
const methods = fc.constantFrom<ClassMethod>('quantile', 'equal');

it('every class holds a value, and every value is in a class', () => {
  fc.assert(
    fc.property(values, counts, methods, (all, count, method) => {
      const sizes = sizesOf(classesOf(all, count, method), all);
      expect(sizes.length).toBeGreaterThan(0);
      expect(sizes.length).toBeLessThanOrEqual(count);
      expect(sizes.every((size) => size > 0)).toBe(true);
      expect(sizes.reduce((a, b) => a + b)).toBe(all.length);
    }),
  );
});

it('a greater value is never in a lower class, and limits ascend', () => {
  fc.assert(
    fc.property(values, counts, methods, (all, count, method) => {
      const classes = classesOf(all, count, method);
      const found = [...all].sort((a, b) => a - b).map((value) => classOf(classes, value));
      expect(found).toEqual([...found].sort((a, b) => a - b));
      expect([...classes].sort((a, b) => a - b)).toEqual(classes);
    }),
  );
});

it.each<[string, number[], number, ClassMethod, number[]]>([
  ['no value', [], 5, 'quantile', []],
  ['one value', [7], 5, 'quantile', [7, 7]],
  ['equal values', [3, 3, 3], 4, 'equal', [3, 3]],
  ['equal widths, rounded', [0, 12, 33, 51, 74, 99.7], 5, 'equal', [0, 20, 40, 60, 80, 99.7]],
  ['as many in each', [1, 2, 3, 4, 5, 6, 7, 8], 4, 'quantile', [1, 3, 5, 7, 8]],
  ['ties in the middle', [1, 5, 5, 5, 5, 9], 3, 'quantile', [1, 5, 9]],
])('%s', (_what, all, count, method, expected) => {
  expect(classesOf(all, count, method)).toEqual(expected);
});
