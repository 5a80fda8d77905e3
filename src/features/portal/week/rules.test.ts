import fc from 'fast-check';
import { expect, test } from 'vitest';
import en from '../../../../messages/en.json' with { type: 'json' };
import type { Due } from '#lib/due.ts';
import { byTheme } from './rules.ts';

/** Every kind of duty that has words. */
const kinds = Object.keys(en)
  .map((key) => /^due_(?!because_|since$|until$)(.+)$/u.exec(key)?.[1])
  .filter((kind) => kind !== undefined);

const dueOf = (kind: string, n = 0): Due => ({
  kind,
  title: { source: 'en', en: String(n), status: {} },
  path: `/${String(n)}`,
  due: null,
  since: null,
  ground: 'secretariat',
  within: null,
  detail: null,
});

test('nothing that is due is lost or shown twice, whatever its kind', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...kinds, 'unheard_of')), (some) => {
      const dues = some.map(dueOf);
      const shown = byTheme(dues).flatMap((group) => group.dues);
      expect(new Set(shown)).toEqual(
        new Set(dues.filter(({ kind }) => !['translation_missing', 'link_broken'].includes(kind))),
      );
      expect(shown).toHaveLength(new Set(shown).size);
    }),
  );
});

test('a duty of the work of bodies stands under its theme', () => {
  const other = byTheme(kinds.map((kind) => dueOf(kind))).find(({ theme }) => theme === 'other');
  expect(other?.dues.map(({ kind }) => kind).sort()).toEqual(['conduct', 'letters_failed', 'second_factor']);
});
