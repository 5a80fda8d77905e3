import { expect, test } from 'vitest';
import { withPaper } from './rules.ts';

test.each([
  ['the first row', {}, 'paper', { 'papers.0.evidence': 'paper' }],
  [
    'the next row',
    { 'papers.0.evidence': 'a' },
    'paper',
    { 'papers.0.evidence': 'a', 'papers.1.evidence': 'paper' },
  ],
  ['no row twice', { 'papers.0.evidence': 'paper' }, 'paper', { 'papers.0.evidence': 'paper' }],
  ['no row when it is no reference', {}, '<b>', {}],
])('a paper that was just added takes %s', (_, typed, paper, filled) => {
  expect(withPaper(typed, paper)).toEqual(filled);
});
