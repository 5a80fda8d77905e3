import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPlan, type Plan } from '#features/plans/overlaps/server/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import * as commands from './commands.ts';
import * as duplicates from './queries.ts';

let plan: Plan;
beforeAll(async () => {
  plan = await openPlan();
}, 60_000);
afterAll(() => plan.close());

const flagged = async (dismissed = false) => {
  const { rows, total } = await plan.as(plan.anna, (tx) =>
    duplicates.flagged(tx, { dismissed, page: 1, size: 50 }),
  );
  expect(total).toBe(rows.length);
  return rows;
};
const names = async (dismissed = false) =>
  (await flagged(dismissed)).map(({ one, other }) => `${one.ref} ${other.ref}`).sort();

describe('actions that may be the same', () => {
  test('two that meet in time and share objective, district or title are flagged with what they share', async () => {
    const pair = (await flagged()).find(({ one, other }) => one.ref === 'a1' && other.ref === 'a2');
    expect(pair).toMatchObject({ objectives: ['7'], districts: 1, dismissal: null });
    expect(pair?.likeness).toBeGreaterThan(0.4);
  });

  test('what never meets in time, and what is part of the other, is no duplicate', async () => {
    expect(await names()).toEqual(['a1 a2', 'a2 later', 'a2 part']);
  });

  test('a pair found different stays away, in whichever order it is named, until one of the two changes', async () => {
    await plan.as(plan.anna, (tx) => commands.dismiss(tx, ['a2', 'a1'], 'One is for returnees'));
    expect(await names()).toEqual(['a2 later', 'a2 part']);
    expect(await names(true)).toEqual(['a1 a2']);
    expect((await flagged(true))[0]?.dismissal).toMatchObject({
      reason: 'One is for returnees',
      isStale: false,
    });
    const change = (set: ReturnType<typeof sql>) =>
      asSystem(plan.database, 'changes an action', (db) =>
        sql`update actions set ${set} where ref = 'a1'`.execute(db),
      );
    await change(sql`note = '{"source":"en","en":"x","status":{}}'::jsonb`);
    expect(await names(true)).toEqual(['a1 a2']);
    await change(sql`until_on = '2026'`);
    expect(await names()).toContain('a1 a2');
    expect(
      (await flagged()).find(({ one, other }) => one.ref === 'a1' && other.ref === 'a2')?.dismissal,
    ).toMatchObject({ isStale: true });
    await change(sql`until_on = '2025'`);
    expect(await names(true)).toEqual(['a1 a2']);
    await plan.as(plan.anna, (tx) => commands.recall(tx, ['a1', 'a2']));
    expect(await names()).toContain('a1 a2');
  });

  test('both records tell in their history that they were found different, and by whom', async () => {
    const { rows } = await plan.as(plan.anna, (tx) =>
      sql<{ ref: string; actor: string }>`select distinct ref, actor from history
        where kind = 'actions' and after ? 'not_the_same_as' order by ref`.execute(tx.db),
    );
    expect(rows.map(({ ref }) => ref)).toEqual(['a1', 'a2']);
  });

  test('a pair has no order: whatever is dismissed is found again the other way round', async () => {
    const refs = ['a1', 'a2', 'later', 'part', 'kept'];
    const pair = fc
      .tuple(fc.constantFrom(...refs), fc.constantFrom(...refs))
      .filter(([one, other]) => one !== other);
    await fc.assert(
      fc.asyncProperty(pair, async ([one, other]) => {
        await plan.as(plan.anna, async (tx) => {
          await commands.dismiss(tx, [one, other], 'for a test');
          await commands.dismiss(tx, [other, one], 'again');
          const { rows } = await sql`select from overlap_dismissals`.execute(tx.db);
          expect(rows).toHaveLength(1);
          await commands.recall(tx, [other, one]);
        });
      }),
      { numRuns: 12 },
    );
  });

  test('an attacker: nobody but the secretariat looks or dismisses, and a reason is needed', async () => {
    for (const viewer of [plan.member, { kind: 'public' } as const]) {
      await expect(
        plan.as(viewer, (tx) => duplicates.flagged(tx, { dismissed: false, page: 1, size: 5 })),
      ).rejects.toMatchObject({ status: 403 });
      await expect(
        plan.as(viewer, (tx) => commands.dismiss(tx, ['a1', 'a2'], 'because')),
      ).rejects.toMatchObject({
        status: 403,
      });
      await expect(plan.as(viewer, (tx) => commands.recall(tx, ['a1', 'a2']))).rejects.toMatchObject({
        status: 403,
      });
      await expect(
        plan.as(viewer, (tx) =>
          sql`insert into overlap_dismissals values (1, 2, 'because', '{}', null, now())`.execute(tx.db),
        ),
      ).rejects.toThrow();
    }
    await expect(plan.as(plan.anna, (tx) => commands.dismiss(tx, ['a1', 'a2'], ' x '))).rejects.toThrow(
      'record.reason_missing',
    );
    await expect(
      plan.as(plan.anna, (tx) => commands.dismiss(tx, ['a1', 'a1'], 'because')),
    ).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      plan.as(plan.anna, (tx) => commands.dismiss(tx, ['a1', 'nothing'], 'because')),
    ).rejects.toMatchObject({
      status: 404,
    });
  });
});
