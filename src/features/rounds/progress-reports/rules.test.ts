import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedFields, isOpen, merged, missingIn } from './rules.ts';
import { reportInput, type ReportInput } from './schema.ts';

const value = (number: number | undefined, amount: number) => ({
  number,
  indicator: 'i1',
  from_on: '2026-01',
  until_on: '2026-07',
  value: amount,
});
const report = (more: object = {}): ReportInput =>
  reportInput.parse({ done: 'Done', status: 'delayed', ...more });

/** A report of anything: texts, a status, milestones, values with numbers of their own. */
const reports = fc
  .record({
    done: fc.option(fc.constantFrom('One', 'Two'), { nil: undefined }),
    status: fc.option(fc.constantFrom('delayed', 'completed'), { nil: undefined }),
    proofs: fc.uniqueArray(fc.constantFrom('https://a.example', 'https://b.example')),
    milestones: fc.uniqueArray(
      fc.record({ milestone: fc.constantFrom('m1', 'm2'), reached_on: fc.constantFrom('2026', '2026-02') }),
      { selector: ({ milestone }) => milestone },
    ),
    values: fc.uniqueArray(
      fc.record({ number: fc.integer({ min: 1, max: 4 }), amount: fc.integer({ min: 0, max: 3 }) }),
      { selector: ({ number }) => number },
    ),
  })
  .map(({ values, ...more }) =>
    reportInput.parse({ ...more, values: values.map((one) => value(one.number, one.amount)) }),
  );
const fields = fc.uniqueArray(
  fc.constantFrom('done', 'status', 'proofs', 'milestone-m1', 'value-1', 'value-2', 'value-3'),
);

describe('what a form may change', () => {
  test('whatever is sent, only open fields change', () => {
    fc.assert(
      fc.property(reports, reports, fields, (standing, sent, open) => {
        const changed = changedFields(standing, merged(standing, sent, open));
        expect(changed.filter((field) => !isOpen(open, field))).toEqual([]);
      }),
    );
  });

  test('what is sent into open fields arrives', () => {
    fc.assert(
      fc.property(reports, reports, fields, (standing, sent, open) => {
        const differing = changedFields(merged(standing, sent, open), sent);
        expect(differing.filter((field) => isOpen(open, field))).toEqual([]);
      }),
    );
  });

  test('merging twice is merging once', () => {
    fc.assert(
      fc.property(reports, reports, (standing, sent) => {
        const once = merged(standing, sent, ['*']);
        expect(merged(standing, once, ['*'])).toEqual(once);
      }),
    );
  });
});

test('new values are numbered after all others; of two with one number the first keeps it', () => {
  const standing = report({ values: [value(1, 10), value(4, 40)] });
  const sent = report({ values: [value(1, 11), value(undefined, 5), value(1, 12), value(4, 40)] });
  expect(merged(standing, sent, ['*']).values.map(({ number }) => number)).toEqual([1, 5, 6, 4]);
});

test('a report says at least what was done and how far the action is', () => {
  expect(missingIn(reportInput.parse({}))).toEqual(['done', 'status']);
  expect(missingIn(report())).toEqual([]);
});
