import { describe, expect, test } from 'vitest';
import { archPath, archPoint, archShare } from './arch.ts';

const box = { width: 100, height: 24, inset: 2, side: 0 };

describe('the arch', () => {
  test('stands on both feet and touches the upper inset at its crown', () => {
    expect(archPoint(box, 0)).toEqual({ x: 0, y: 22 });
    expect(archPoint(box, 0.5)).toEqual({ x: 50, y: 2 });
    expect(archPoint(box, 1)).toEqual({ x: 100, y: 22 });
  });

  test('is drawn in parts that meet', () => {
    expect(archPath(box, 0, 0.5)).toBe('M0 22Q25 2 50 2');
    expect(archPath(box, 0.5, 1)).toBe('M50 2Q75 2 100 22');
  });

  test.each([
    [0, 5, 0],
    [1, 5, 0],
    [3, 5, 0.5],
    [5, 5, 1],
    [9, 5, 1],
    [0, 1, 0],
    [1, 1, 1],
  ])('%i of %i stages are at share %d of the way', (reached, total, share) => {
    expect(archShare(reached, total)).toBe(share);
  });
});
