import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dodge } from './dodge.ts';

const wish = fc.record({
  at: fc.double({ min: -50, max: 350, noNaN: true }),
  height: fc.integer({ min: 8, max: 40 }),
});
const wishes = fc.array(wish, { maxLength: 7 });
const slack = 1e-6;

it('no label covers another, and all stay inside', () => {
  fc.assert(
    fc.property(wishes, (labels) => {
      const placed = dodge(labels, 0, 300)
        .map((at, index) => ({ at, half: (labels[index]?.height ?? 0) / 2 }))
        .sort((a, b) => a.at - b.at);
      placed.forEach(({ at, half }, index) => {
        const before = placed[index - 1];
        expect(at - half).toBeGreaterThanOrEqual((before ? before.at + before.half : 0) - slack);
        expect(at + half).toBeLessThanOrEqual(300 + slack);
      });
    }),
  );
});

it('keeps the order of the wishes', () => {
  fc.assert(
    fc.property(wishes, (labels) => {
      const placed = dodge(labels, 0, 300);
      labels.forEach((a, i) => {
        labels.forEach((b, j) => {
          if (a.at < b.at) expect(placed[i]).toBeLessThan((placed[j] ?? 0) + slack);
        });
      });
    }),
  );
});

it.each([
  ['labels with room stay where they are', [20, 60, 100], [20, 60, 100]],
  ['two at one place part evenly', [50, 50], [45, 55]],
  ['at the upper edge they move down', [0, 0], [5, 15]],
])('%s', (_what, at, expected) => {
  expect(
    dodge(
      at.map((y) => ({ at: y, height: 10 })),
      0,
      120,
    ),
  ).toEqual(expected);
});
