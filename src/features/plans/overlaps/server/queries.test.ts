import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dimensions, nothing, type Dimension } from '#features/plans/overlaps/schema.ts';
import * as overlaps from './queries.ts';
import { openPlan, today, type Plan } from './testing.ts';

let plan: Plan;
beforeAll(async () => {
  plan = await openPlan();
}, 60_000);
afterAll(() => plan.close());

describe('the map of overlaps and gaps', () => {
  const map = (rows: Dimension, columns: Dimension, narrowing = {}) =>
    plan.as(plan.anna, (tx) => overlaps.map(tx, { rows, columns, narrowing, page: 1, beside: 1 }, today));
  const cell = async (rows: Dimension, columns: Dimension, row: string, column: string) =>
    (await map(rows, columns)).cells.find((one) => one.row === row && one.column === column)?.actions ?? 0;

  test.each([
    ['an objective by its own item and by its letter', 'objective', 'organisation', 'gcm-7', 'labour', 2],
    ['an objective by the commitment an action carries', 'objective', 'organisation', 'gcm-9', 'labour', 1],
    ['an action without an end in every year until today', 'year', 'organisation', '2026', 'labour', 1],
    ['the last year of a half-open period', 'year', 'organisation', '2025', 'home', 0],
    ['a division in each of its districts', 'district', 'objective', 'BD1002', 'gcm-7', 1],
    ['what says nothing at all', 'district', 'objective', nothing, nothing, 1],
    ['an organisation that does nothing', 'objective', 'organisation', 'gcm-7', 'idle', 0],
  ] as const)('counts %s', async (_what, rows, columns, row, column, wanted) => {
    expect(await cell(rows, columns, row, column)).toBe(wanted);
  });

  const pairs = dimensions.flatMap((rows) =>
    dimensions.filter((one) => one !== rows).map((columns) => [rows, columns] as const),
  );
  test.each(pairs)(
    'every cell of %s by %s, the empty ones too, holds as many as its list',
    async (rows, columns) => {
      const { cells, rows: sides, columns: tops, total } = await map(rows, columns);
      const all = sides.flatMap((side) => tops.map((top) => [side.key, top.key] as const));
      const listed = (row: string, column: string) =>
        plan.as(plan.anna, (tx) =>
          overlaps.actions(tx, { [rows]: row, [columns]: column }, { page: 1, size: 5, today }),
        );
      const counted = await Promise.all(all.map(async ([row, column]) => (await listed(row, column)).total));
      const shown = all.map(
        ([row, column]) => cells.find((one) => one.row === row && one.column === column)?.actions ?? 0,
      );
      expect(shown).toEqual(counted);
      const named = all.filter(
        ([row, column], at) => counted[at] === 0 && row !== nothing && column !== nothing,
      );
      expect(total.empty).toBe(named.length);
    },
  );

  test('an objective and an organisation that nobody works on have a row and a column', async () => {
    const { rows, columns } = await map('objective', 'organisation');
    expect(rows.map(({ key }) => key)).toEqual(['gcm-6', 'gcm-7', 'gcm-9', nothing]);
    expect(columns.map(({ key }) => key)).toEqual(['home', 'idle', 'labour', nothing]);
  });

  test('the other dimensions narrow it', async () => {
    const { cells } = await map('objective', 'organisation', { year: '2023' });
    expect(cells.filter(({ column }) => column === 'labour')).toEqual([
      { row: 'gcm-9', column: 'labour', actions: 1 },
    ]);
  });

  test('a member and the public are refused', async () => {
    for (const viewer of [plan.member, { kind: 'public' } as const]) {
      const asked = { rows: 'objective', columns: 'year', narrowing: {}, page: 1, beside: 1 } as const;
      await expect(plan.as(viewer, (tx) => overlaps.map(tx, asked, today))).rejects.toMatchObject({
        status: 403,
      });
      await expect(
        plan.as(viewer, (tx) => overlaps.actions(tx, {}, { page: 1, size: 5, today })),
      ).rejects.toMatchObject({ status: 403 });
    }
  });
});
