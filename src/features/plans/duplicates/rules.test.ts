import { expect, test } from 'vitest';
import { groundsOf, isFlagged } from './rules.ts';

const common = (objectives: string[], districts: number, likeness: number) => ({
  objectives,
  districts,
  likeness,
});

test.each([
  ['nothing', common([], 0, 0), [], false],
  ['an objective alone', common(['7'], 0, 0.39), ['objective'], false],
  ['a district alone', common([], 2, 0.1), ['district'], false],
  ['a title alone', common([], 0, 1), ['title'], false],
  ['an objective and a title', common(['7'], 0, 0.4), ['objective', 'title'], true],
  ['an objective and a district', common(['7'], 1, 0), ['objective', 'district'], true],
  ['a district and a title', common([], 1, 0.9), ['district', 'title'], true],
  ['all three', common(['7', '9'], 1, 0.9), ['objective', 'district', 'title'], true],
])('two actions that share %s', (_what, shared, grounds, flagged) => {
  expect([groundsOf(shared), isFlagged(shared)]).toEqual([grounds, flagged]);
});
