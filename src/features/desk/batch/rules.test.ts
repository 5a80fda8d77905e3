import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forms, nouns } from '#features/desk/schema.ts';
import { rowCount, spareRows, type FormField } from '#lib/forms/fields.ts';
import { offerNamed, offersFor, withField, withRow } from './rules.ts';
import { mostAtOnce, refsIn, seenIn } from './schema.ts';

describe('what can be done to several records at once', () => {
  test('of every kind: what names a record is its own, and so are its texts', () => {
    for (const noun of nouns) {
      const offered = offersFor(noun).map(({ name }) => name);
      expect(offered).toContain('archive');
      expect(new Set(offered).size).toBe(offered.length);
      expect(offered.filter((name) => forms[noun].named.includes(name))).toEqual([]);
      const texts = forms[noun].fields.filter(({ kind }) => kind === 'text' || kind === 'passage');
      expect(texts.filter(({ name }) => offered.includes(name))).toEqual([]);
    }
  });

  test('commitments: a step, an item, a party, another commitment, the cycle, who sees it', () => {
    const offered = offersFor('commitments').map(({ name }) => name);
    expect(offered).toEqual(
      expect.arrayContaining(['step', 'items', 'parties', 'links', 'cycle', 'visibility', 'published']),
    );
  });

  test.each(['title', 'ref', 'version', 'id', 'reach', '__proto__', 'constructor', ''])(
    'a forged name of a field, %j, asks for nothing',
    (name) => {
      expect(offerNamed('commitments', name)).toBeNull();
    },
  );
});

const items: FormField & { kind: 'rows' } = {
  name: 'items',
  kind: 'rows',
  label: 'field_commitment_items',
  once: ['item'],
  row: [
    { name: 'item', kind: 'reference', of: 'items', label: 'field_item_id' },
    { name: 'basis', kind: 'line', label: 'field_basis' },
  ],
};

test('a row is added once, after those that stand, and adding it again changes nothing', () => {
  const rows = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd'));
  fc.assert(
    fc.property(rows, fc.constantFrom('a', 'b', 'x'), (standing, item) => {
      const typed = Object.fromEntries(
        standing.flatMap((one, at) => [
          [`items.${String(at)}.item`, one],
          [`items.${String(at)}.basis`, 'own'],
        ]),
      );
      const after = withRow(items, typed, { item, basis: 'text' });
      expect(rowCount(items, after) - spareRows).toBe(
        standing.includes(item) ? standing.length : standing.length + 1,
      );
      for (const [name, value] of Object.entries(typed)) expect(after[name]).toBe(value);
      expect(withRow(items, after, { item, basis: 'text' })).toBe(after);
    }),
  );
});

test('setting a field touches no other, and nothing where it is so already', () => {
  const field: FormField = { name: 'cycle', kind: 'line', label: 'field_cycle' };
  expect(withField(field, { cycle: 'UPR 3', kind: 'pledge' }, { cycle: 'UPR 4', kind: 'general' })).toEqual({
    cycle: 'UPR 4',
    kind: 'pledge',
  });
  const standing = { cycle: 'UPR 4' };
  expect(withField(field, standing, { cycle: 'UPR 4' })).toBe(standing);
});

test('references are read each once, at most a page of them, and what is none is left out', () => {
  expect(refsIn(['a', 'a', '../x', '', 7, 'b'])).toEqual(['a', 'b']);
  expect(refsIn(Array.from({ length: 500 }, (_, at) => `r${String(at)}`))).toHaveLength(mostAtOnce);
  expect(seenIn(['a', '/', 'b'], ['1', '2', 'x'])).toEqual([
    { ref: 'a', version: 1 },
    { ref: 'b', version: 0 },
  ]);
});
