import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf, nextSteps, stageOf, type FrozenAction } from './rules.ts';

const frozen = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 6 })
  .chain((refs) =>
    fc.tuple(
      ...refs.map((ref) =>
        fc
          .dictionary(fc.constantFrom('title', 'sort', 'money', 'places'), fc.jsonValue({ maxDepth: 2 }))
          .map((fields): FrozenAction => ({ ref, fields })),
      ),
    ),
  );

describe('what differs between two states of a plan', () => {
  test('is nothing between a state and itself', () => {
    fc.assert(
      fc.property(frozen, (state) => {
        expect(differenceOf(state, structuredClone(state))).toEqual([]);
      }),
    );
  });

  test('names every action that is in one state only, and none twice', () => {
    fc.assert(
      fc.property(frozen, frozen, (before, after) => {
        const found = differenceOf(before, after);
        const refs = found.map(({ ref }) => ref);
        expect(new Set(refs).size).toBe(refs.length);
        const [old, now] = [before.map(({ ref }) => ref), after.map(({ ref }) => ref)];
        const named = (what: string) => found.filter((one) => one.what === what).map(({ ref }) => ref);
        expect(named('added')).toEqual(now.filter((ref) => !old.includes(ref)));
        expect(named('removed')).toEqual(old.filter((ref) => !now.includes(ref)));
      }),
    );
  });

  test('the order of keys is no difference, and what is missing equals nothing', () => {
    const before = [{ ref: 'a', fields: { title: { en: 'A', source: 'en' }, sort: 1, body: null } }];
    const after = [{ ref: 'a', fields: { sort: 1, title: { source: 'en', en: 'A' } } }];
    expect(differenceOf(before, after)).toEqual([]);
  });

  test('a changed action names the fields that changed', () => {
    const before = [{ ref: 'a', fields: { title: 'A', sort: 1, until_on: '2025' } }];
    const after = [{ ref: 'a', fields: { title: 'A', sort: 2, until_on: '2026' } }];
    expect(differenceOf(before, after)).toMatchObject([
      { ref: 'a', what: 'changed', fields: ['sort', 'until_on'] },
    ]);
  });
});

test('a plan is a draft, is adopted, revised as often as need be, and closed for good', () => {
  expect(stageOf([])).toBe('draft');
  expect(nextSteps).toEqual({
    draft: ['adopted'],
    adopted: ['revised', 'closed'],
    revised: ['revised', 'closed'],
    closed: [],
  });
});
