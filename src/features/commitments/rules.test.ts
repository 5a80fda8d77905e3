import { expect, test } from 'vitest';
import { isAfterToday } from '#lib/dates.ts';
import { olderCycles, stagesGone, stageSteps } from './rules.ts';
import type { CommitmentStatus } from './schema.ts';

const trail = (...statuses: CommitmentStatus[]) => statuses.map((status) => ({ status }));

test.each([
  ['without a step', trail(), 1],
  ['made', trail('made'), 1],
  ['in part', trail('made', 'in-part'), 3],
  ['fulfilled at once', trail('fulfilled'), 4],
  ['under way, then lapsed', trail('made', 'under-way', 'lapsed'), 2],
  ['not fulfilled', trail('made', 'not-fulfilled'), 1],
])('the way of a commitment %s', (_what, steps, gone) => {
  expect(stagesGone(steps)).toBe(gone);
});

test('a stage is reached at its first step', () => {
  const steps = [
    { status: 'made' as const, on: '2020' },
    { status: 'under-way' as const, on: '2021' },
    { status: 'under-way' as const, on: '2022' },
  ];
  expect(stageSteps(steps).map((step) => step?.on ?? null)).toEqual(['2020', '2021', null, null]);
});

test('a cycle is older when the same series has a later one', () => {
  expect(olderCycles(['UPR 4', 'UPR 3', 'UPR 10', 'IMRF 2022', 'CMW', ''])).toEqual(['UPR 4', 'UPR 3']);
});

test('a day is to come only when it has begun nowhere on earth', () => {
  const now = new Date('2026-11-23T11:00:00Z');
  expect(isAfterToday('2026-11-24', now)).toBe(false);
  expect(isAfterToday('2026-11-25', now)).toBe(true);
});
