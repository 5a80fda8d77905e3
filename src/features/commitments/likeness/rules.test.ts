import { expect, test } from 'vitest';
import { linkBetween, mayBeAlike } from './rules.ts';

const pledge = { ref: 'p', kind: 'pledge', made: '2022-05' } as const;
const early = { ref: 'r3', kind: 'recommendation', made: '2018' } as const;
const late = { ref: 'r4', kind: 'recommendation', made: '2023-11' } as const;
const undated = { ref: 'u', kind: 'pledge', made: null } as const;

test.each([
  ['the later repeats the earlier', early, late, 'repeats', 'r4', 'r3'],
  ['in whichever order they are named', late, early, 'repeats', 'r4', 'r3'],
  ['a pledge answers the recommendation, though it is older', pledge, late, 'answers', 'p', 'r4'],
  ['and so the other way round', late, pledge, 'answers', 'p', 'r4'],
  ['but matches by age', pledge, late, 'matches', 'r4', 'p'],
  ['between two recommendations the later answers', early, late, 'answers', 'r4', 'r3'],
  ['without a date it is taken for the later one', undated, pledge, 'repeats', 'u', 'p'],
] as const)('a link between two commitments: %s', (_what, one, other, relation, from, to) => {
  expect(linkBetween(one, other, relation)).toEqual({ from, to });
});

test.each([
  [0.5, 0, true],
  [0.49, 0, false],
  [0.3, 1, true],
  [0.29, 3, false],
])('texts %d alike about %d common items', (likeness, items, wanted) => {
  expect(mayBeAlike(likeness, items)).toBe(wanted);
});
