import { expect, test } from 'vitest';
import { countByStage, itemPath, stagesReached } from './rules.ts';

test.each([
  [{ framework: 'gcm', kind: 'objective', code: '7' }, '/objectives/7'],
  [{ framework: 'gcm', kind: 'action', code: 'b', parent: 'gcm-7' }, '/objectives/7#b'],
  [{ framework: 'gcm', kind: 'principle', code: 'i' }, '/principles#i'],
  [{ framework: 'gcm', kind: 'cluster', code: '2' }, '/objectives#cluster-2'],
  [{ framework: 'sdg', kind: 'target', code: '10.7', parent: 'sdg-10' }, '/frameworks/sdg#10.7'],
] as const)('the place of %o is %s', (item, path) => {
  expect(itemPath(item)).toBe(path);
});

const tally = (commitments: number, actions: number, indicators: number, evidence: number) => ({
  commitments,
  actions,
  indicators,
  evidence,
});

test.each([
  ['nothing at all', tally(0, 0, 0, 0), 0],
  ['planned and measured, but never promised', tally(0, 3, 2, 0), 0],
  ['promised', tally(1, 0, 0, 0), 1],
  ['promised and measured, but not planned', tally(1, 0, 4, 0), 1],
  ['planned', tally(1, 1, 0, 0), 2],
  ['planned and measured', tally(1, 1, 1, 0), 3],
  ['done and backed, without a plan on record', tally(1, 0, 0, 1), 4],
])('the way of what is %s', (_what, counts, reached) => {
  expect(stagesReached(counts)).toBe(reached);
});

test('items are counted once, at the stage they have reached', () => {
  const items = [tally(0, 0, 0, 0), tally(1, 0, 0, 0), tally(2, 0, 1, 0), tally(1, 1, 1, 3)];
  expect(countByStage(items.map((each) => ({ tally: each })))).toEqual([1, 2, 0, 0, 1]);
});
