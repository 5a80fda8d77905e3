import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pledge, titled } from '#features/desk/registers/server/testing.ts';
import { forms } from '#features/desk/schema.ts';
import * as desk from '#features/desk/server/commands.ts';
import { headingOf, rowsUnder } from '#features/workbooks/reading/rules.ts';
import { cellOf, columnsOf, readCell } from '#features/workbooks/rules.ts';
import type { ReadRow } from '#features/workbooks/schema.ts';
import { typedOf } from '#lib/forms/values.ts';
import * as workbooks from './commands.ts';
import { compare, standingOf } from './queries.ts';
import { editable, openWorkbooks, secretariat, type Workbooks } from './testing.ts';

let world: Workbooks;
beforeAll(async () => {
  world = await openWorkbooks();
}, 120_000);
afterAll(() => world.close());

describe('what people do to a workbook', () => {
  const words = fc.constantFrom('', 'A word', 'দুই শব্দ', '=1+1', 'line\nline', ' spaced ', '<b>', '১২');
  const edits = fc.array(
    fc.record({
      row: fc.nat(3),
      key: fc.constantFrom('target.en', 'target.bn', 'follow_up.en', 'affected_groups.bn'),
      value: words,
    }),
    { maxLength: 8 },
  );

  test('edited at random and sent back, the records say what the sheet says', async () => {
    const refs: string[] = [];
    for (const at of [0, 1, 2, 3])
      refs.push(await world.add('commitments', pledge(`Random pledge ${String(at)}`)));
    const columns = columnsOf(forms.commitments.fields);
    const property = fc.asyncProperty(edits, async (changes) => {
      const file = editable(await world.exported());
      for (const { row, key, value } of changes) file.set(refs[row] ?? '', key, value);
      const id = await world.sent(file.sheet);
      const { error = 0, conflict = 0 } = await world.kindsOf(id);
      expect([error, conflict]).toEqual([0, 0]);
      await world
        .as(secretariat, (tx) => workbooks.apply(tx, id))
        .catch((problem: unknown) => expect(problem).toMatchObject({ code: 'workbook.nothing_to_apply' }));
      for (const ref of refs) {
        const typed = await world.typedNow(ref);
        for (const column of columns.filter(({ key }) => changes.some((change) => change.key === key))) {
          const read = readCell(column, file.value(ref, column.key));
          expect('text' in read && read.text).toBe(typed[column.key] ?? '');
        }
      }
    });
    await fc.assert(property, { numRuns: 12 });
  }, 120_000);

  test('whoever else changes what at the same time, every conflict is shown and nothing is overwritten unasked', async () => {
    const ref = await world.add('commitments', pledge('Pledge of two hands'));
    const keys = ['target.en', 'target.bn', 'follow_up.en', 'affected_groups.bn'] as const;
    const hand = fc.dictionary(fc.constantFrom(...keys), fc.constantFrom('ক', 'b', 'গ ঘ'), {
      noNullPrototype: true,
    });
    const property = fc.asyncProperty(hand, hand, fc.boolean(), async (byForm, inFile, takesFile) => {
      const file = editable(await world.exported());
      const base = await world.typedNow(ref);
      for (const [key, value] of Object.entries(inFile)) file.set(ref, key, value);
      const version = Number(file.value(ref, 'version'));
      const typed = { ...base, ...byForm };
      await world.as(secretariat, (tx) => desk.change(tx, 'commitments', ref, { typed, version }));
      const id = await world.sent(file.sheet);
      const shown = [...(await world.rows(id, 'conflict')), ...(await world.rows(id, 'changed'))];
      const cells = shown.flatMap((row) => row.cells);

      const of = (from: typeof base, key: string) => from[key] ?? '';
      const mine = (key: string) => inFile[key as (typeof keys)[number]] ?? of(base, key);
      const touched = keys.filter((key) => mine(key) !== of(base, key) && mine(key) !== of(typed, key));
      const conflicts = touched.filter((key) => of(typed, key) !== of(base, key));
      const isShown = (isConflict: boolean) =>
        cells.flatMap((cell) => (cell.isConflict === isConflict ? [cell.key] : [])).sort();
      expect(isShown(true)).toEqual([...conflicts].sort());
      expect(isShown(false)).toEqual(touched.filter((key) => !conflicts.includes(key)).sort());

      const choice = takesFile ? 'mine' : 'theirs';
      const choices = new Map(
        shown.flatMap(({ row }) => conflicts.map((key) => [`${String(row)} ${key}`, choice] as const)),
      );
      const taken = new Set(shown.map(({ row }) => row));
      await world.as(secretariat, (tx) => workbooks.decide(tx, id, { shown: [...taken], taken, choices }));
      await world
        .as(secretariat, (tx) => workbooks.apply(tx, id))
        .catch((problem: unknown) => expect(problem).toMatchObject({ code: 'workbook.nothing_to_apply' }));
      const now = await world.typedNow(ref);
      for (const key of keys) {
        const isFile = touched.includes(key) && (takesFile || !conflicts.includes(key));
        expect([key, of(now, key)]).toEqual([key, isFile ? mine(key) : of(typed, key)]);
      }
    });
    await fc.assert(property, { numRuns: 25 });
  }, 120_000);

  test('of every register a row that goes out says what stands when it comes back', async () => {
    await world.add(
      'actions',
      titled('An action', { gender_marker: '2', external_ref: 'UN-1', external_scheme: 'un-info' }),
    );
    for (const noun of ['commitments', 'actions', 'plans', 'indicators', 'organisations'] as const) {
      const columns = columnsOf(forms[noun].fields);
      const found = await world.as(secretariat, async (tx) => {
        const { rows: refs } = await sql<{ ref: string }>`select ref from ${sql.table(noun)}`.execute(tx.db);
        const stood = await standingOf(
          tx,
          noun,
          refs.map(({ ref }) => ref),
        );
        const back = [...stood.values()].map(({ standing, input }, at): ReadRow => {
          const typed = typedOf(forms[noun].fields, input);
          const cells = columns.map(
            (column) =>
              [
                column.key,
                readCell(
                  column,
                  cellOf(column, typed, (_, ref) => `Name [${ref}]`),
                ),
              ] as const,
          );
          return {
            row: at + 1,
            ref: standing.ref,
            version: standing.version,
            cells: Object.fromEntries(cells),
          };
        });
        return { compared: await compare(tx, noun, back), count: back.length };
      });
      expect(found.compared).toEqual({ rows: [], unchanged: found.count });
    }
  });
});

test('a heading is text: names of nothing are no columns', () => {
  const heading = headingOf([['ref:commitments', '__proto__', 'constructor', 'title.en']], () => null);
  expect(heading?.places.get('title.en')).toBe(3);
  const columns = columnsOf(forms.commitments.fields);
  const rows = [
    ['ref:commitments', '__proto__'],
    ['a', 'x'],
  ];
  const [row] = rowsUnder(rows, heading ?? { noun: null, row: 0, places: new Map() }, {
    columns,
    marks: new Map(),
  });
  expect(Object.keys(row?.cells ?? {})).toEqual(['title.en']);
});
