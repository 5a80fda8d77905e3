import { describe, expect, test } from 'vitest';
import { bodyStatus, treeOf, type BodyStatus } from './rules.ts';

type Case = [string, Partial<Parameters<typeof bodyStatus>[0]>, string, BodyStatus];

describe('the status of a body on a day', () => {
  test.each<Case>([
    ['the day before the month it was set up', { established: '2022-07' }, '2022-06-30', 'not-yet'],
    ['the first day of that month', { established: '2022-07' }, '2022-07-01', 'active'],
    ['talked about, not decided', { proposed: '2023-01-16' }, '2026-11-23', 'proposed'],
    ['before anybody talked about it', { proposed: '2023-01-16' }, '2023-01-15', 'not-yet'],
    ['proposed, then set up', { proposed: '2018', established: '2019-07' }, '2019-01-01', 'proposed'],
    ['set up', { proposed: '2018', established: '2019-07' }, '2020-01-01', 'active'],
    ['no source dates it', {}, '2015-01-01', 'active'],
    ['the day before it closed', { established: '2019', closed: '2021-03-05' }, '2021-03-04', 'active'],
    ['the day it closed', { established: '2019', closed: '2021-03-05' }, '2021-03-05', 'closed'],
    ['a proposal that was dropped', { proposed: '2020', closed: '2021' }, '2022-01-01', 'closed'],
  ])('%s', (_what, dates, day, status) => {
    expect(bodyStatus({ proposed: null, established: null, closed: null, ...dates }, day)).toBe(status);
  });
});

test('a tree keeps the order, and a record whose parent is not shown stands at the top', () => {
  const tree = treeOf([
    { ref: 'network', parent: null },
    { ref: 'labour', parent: 'network' },
    { ref: 'trafficking', parent: 'network' },
    { ref: 'orphan', parent: 'a draft' },
  ]);
  expect(tree.map(({ node, branches }) => [node.ref, branches.map((branch) => branch.node.ref)])).toEqual([
    ['network', ['labour', 'trafficking']],
    ['orphan', []],
  ]);
});
