import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { milestoneInput } from '#features/plans/milestones/schema.ts';
import * as milestones from '#features/plans/milestones/server/commands.ts';
import { ofAction, ofPlan } from '#features/plans/money/server/queries.ts';
import { actionInput, planInput } from '#features/plans/schema.ts';
import * as plans from '#features/plans/server/commands.ts';
import { action, standings } from '#features/plans/server/queries.ts';
import { actionStatusInput } from '#features/plans/statuses/schema.ts';
import * as statuses from '#features/plans/statuses/server/commands.ts';
import { timeline } from '#features/plans/timeline/server/queries.ts';
import { planVersionInput } from '#features/plans/versions/schema.ts';
import * as versions from '#features/plans/versions/server/commands.ts';
import { difference, versions as listOf } from '#features/plans/versions/server/queries.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { facts } from './queries.ts';

const today = '2026-11-23';
let world: TestDatabase;
const act = (ref: string, fields: object = {}) =>
  actionInput.parse({ ref, title: ref, plan: 'p', ...fields });
const save = (...inputs: ReturnType<typeof act>[]) =>
  world.asSecretariat((tx) => plans.saveActions(tx, inputs));
const asked = <T>(work: (tx: Tx) => Promise<T>) => world.asPublic(work);
const version = (ref: string, step: string, fields: object = {}) =>
  world.asSecretariat((tx) =>
    versions.save(tx, [planVersionInput.parse({ ref, plan: 'v', step, on_date: '2026-01-10', ...fields })]),
  );

beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [organisationTypeInput.parse({ ref: 't', name: 'T', sector: 'un' })]);
    await organisations.save(
      tx,
      ['un', 'ministry'].map((ref) => organisationInput.parse({ ref, name: ref, type: 't' })),
    );
    await frameworks.save(tx, [frameworkInput.parse({ ref: 'sdg', name: 'Goals' })]);
    await frameworks.saveItems(
      tx,
      Array.from({ length: 11 }, (_, at) =>
        itemInput.parse({
          ...{ ref: `t-${String(at)}`, framework: 'sdg', kind: 'target', code: String(at) },
          ...{ title: 'Target', sort: at },
        }),
      ),
    );
    await plans.save(tx, [
      planInput.parse({ ref: 'p', title: 'Plan', currency: 'BDT', levels: ['Outcome', 'Action'] }),
      planInput.parse({ ref: 'other', title: 'Other plan' }),
      planInput.parse({ ref: 'v', title: 'Versioned plan' }),
    ]);
  });
}, 60_000);
afterAll(() => world.close());

describe('what an action may not say', () => {
  const money = { kind: 'required', year: 2026, amount: 10, currency: 'USD' };
  test.each([
    [
      'more than ten targets',
      { items: Array.from({ length: 11 }, (_, at) => ({ item: `t-${String(at)}`, basis: 'own' })) },
      'action.too_many_targets',
    ],
    ['money in another currency without a rate', { money: [money] }, 'action.rate_missing'],
    ['a rate without its day', { money: [{ ...money, rate: 110 }] }, 'action.rate_undated'],
    ['an amount without a unit', { target_amount: 5 }, 'action.target_incomplete'],
    ['a parent in another plan', { parent: 'whole', plan: 'other' }, 'action.parent_elsewhere'],
  ])('%s', async (_, fields, code) => {
    await save(act('whole'));
    await expect(save(act('refused', fields))).rejects.toMatchObject({ code });
  });

  test('that it is part of what is part of it', async () => {
    await save(act('upper'), act('lower', { parent: 'upper' }));
    await expect(save(act('upper', { parent: 'lower' }))).rejects.toMatchObject({
      code: 'record.within_itself',
    });
  });

  test('that it waits for what waits for it', async () => {
    await save(act('one'), act('two', { links: [{ other: 'one', relation: 'depends-on' }] }));
    const round = act('one', { links: [{ other: 'two', relation: 'depends-on' }] });
    await expect(save(round)).rejects.toMatchObject({ code: 'action.tied_to_itself' });
    await save(act('one', { links: [{ other: 'two', relation: 'contributes-to' }] }));
  });

  test('anything at all, when the public asks', async () => {
    await expect(asked((tx) => plans.saveActions(tx, [act('public')]))).rejects.toMatchObject({
      status: 403,
    });
  });
});

test('money is summed in the plan’s currency at its own rate, a joint action once, and what has no rate is named', async () => {
  const usd = { year: 2026, amount: 100, currency: 'USD', rate: 120, rate_on: '2026-01-05' };
  await save(
    act('counted', {
      money: [
        { kind: 'required', ...usd },
        { kind: 'spent', year: 2026, amount: 5, currency: 'BDT' },
      ],
    }),
    act('double', {
      money: [{ kind: 'required', ...usd }],
      links: [{ other: 'counted', relation: 'same-as' }],
    }),
  );
  const { years, countedElsewhere } = await asked((tx) => ofPlan(tx, 'p'));
  expect(years).toEqual([{ year: 2026, currency: 'BDT', required: 12_000, available: 0, spent: 5 }]);
  expect(countedElsewhere).toMatchObject([{ ref: 'double', same: { ref: 'counted' } }]);
  const { lines } = await asked((tx) => ofAction(tx, 'counted'));
  expect(lines.map(({ worth }) => worth)).toEqual([12_000, 5]);
  // The currency of the plan came later than the money.
  await save(
    act('elsewhere', {
      plan: 'other',
      money: [{ kind: 'required', year: 2027, amount: 7, currency: 'USD' }],
    }),
  );
  await world.asSecretariat((tx) =>
    plans.save(tx, [planInput.parse({ ref: 'other', title: 'Other plan', currency: 'BDT' })]),
  );
  expect(await asked((tx) => ofPlan(tx, 'other'))).toMatchObject({
    years: [],
    unconverted: [{ ref: 'elsewhere', amount: 7, currency: 'USD' }],
  });
});

test('partner targets add up to the target of the action, in its unit and each joint action once', async () => {
  const target = (target_amount: number, target_unit = 'people trained') => ({ target_amount, target_unit });
  const to = (other: string, relation = 'contributes-to') => ({ other, relation });
  await save(
    act('goal', target(100)),
    act('mine', { ...target(30), links: [to('goal')] }),
    act('theirs', { ...target(20, 'People trained'), links: [to('goal')] }),
    act('again', { ...target(30), links: [to('goal'), to('mine', 'same-as')] }),
    act('rooms', { ...target(4, 'rooms'), links: [to('goal')] }),
  );
  const found = await asked((tx) => facts(tx, 'goal', today));
  expect(found?.target).toMatchObject({ amount: 100, contributed: 50, otherUnits: 1 });
  expect(found?.ties.map(({ ref, back }) => [ref, back])).toContainEqual(['mine', true]);
});

describe('where an action stands', () => {
  const reached = (ref: string, due_on: string, reached_on?: string) =>
    milestoneInput.parse({ ref, action: 'way', title: ref, due_on, reached_on });
  const standing = async () => (await asked((tx) => action(tx, 'way', today))).standing;
  test('follows from its milestones, then from the latest step that was said', async () => {
    await save(act('way', { from_on: '2025', until_on: '2026' }));
    expect(await standing()).toBeNull();
    const add = (...inputs: ReturnType<typeof reached>[]) =>
      world.asSecretariat((tx) => milestones.save(tx, inputs));
    await add(reached('m1', '2025', '2025-06'), reached('m2', '2027'));
    expect(await standing()).toEqual({ status: 'under-way', isSaid: false, on: null });
    await add(reached('m2', '2026-11-22'));
    expect(await standing()).toMatchObject({ status: 'delayed', isSaid: false });
    await add(reached('m2', '2026-11-22', '2026-11-20'));
    expect(await standing()).toMatchObject({ status: 'completed', isSaid: false });
    const step = { ref: 's1', action: 'way', status: 'suspended', on_date: '2026-10' };
    await world.asSecretariat((tx) => statuses.save(tx, [actionStatusInput.parse(step)]));
    expect(await standing()).toEqual({ status: 'suspended', isSaid: true, on: '2026-10' });
    expect(await asked((tx) => standings(tx, 'p', today))).toContainEqual({ status: 'suspended', n: 1 });
  });

  test('is not said of days to come', async () => {
    const step = { ref: 's2', action: 'way', status: 'completed', on_date: '2027' };
    const tried = world.asSecretariat((tx) => statuses.save(tx, [actionStatusInput.parse(step)]));
    await expect(tried).rejects.toMatchObject({ code: 'action.step_in_future' });
  });
});

describe('versions of a plan', () => {
  test('freeze what it says; what changes after is shown field by field; closed, it takes nothing more', async () => {
    await save(
      act('kept', { plan: 'v', organisation: 'un' }),
      act('gone', { plan: 'v' }),
      act('draft', { plan: 'v', published: false }),
    );
    await expect(version('v-1', 'revised')).rejects.toMatchObject({
      code: 'plan_version.out_of_order_revised',
    });
    await version('v-1', 'adopted');
    await save(
      act('kept', { plan: 'v', organisation: 'ministry' }),
      act('added', { plan: 'v' }),
      act('gone', { plan: 'other' }),
    );
    const since = await asked((tx) => difference(tx, 'v', { before: 1, after: null }));
    expect(since.rows.map(({ ref, what, fields }) => [ref, what, fields])).toEqual([
      ['added', 'added', []],
      ['kept', 'changed', ['organisation']],
      ['gone', 'removed', []],
    ]);
    await version('v-2', 'revised');
    expect((await asked((tx) => difference(tx, 'v', { before: 2, after: null }))).total).toBe(0);
    expect((await asked((tx) => difference(tx, 'v', { before: 1, after: 2 }))).total).toBe(3);
    await version('v-3', 'closed');
    await expect(save(act('late', { plan: 'v' }))).rejects.toMatchObject({ code: 'plan.closed' });
    expect((await asked((tx) => listOf(tx, 'v'))).map(({ number, step }) => [number, step])).toEqual([
      [3, 'closed'],
      [2, 'revised'],
      [1, 'adopted'],
    ]);
  });

  test('saved again they change nothing; another step of the same version is refused', async () => {
    const [again] = await version('v-1', 'adopted');
    expect(again?.outcome).toBe('unchanged');
    await expect(version('v-1', 'closed')).rejects.toMatchObject({ code: 'plan_version.frozen' });
  });

  test.each([
    ['changed', sql`update plan_version_actions set fields = '{}'`],
    ['taken out', sql`delete from plan_version_actions`],
    [
      'added to',
      sql`insert into plan_version_actions (plan_version_id, action_id, fields)
        select v.id, a.id, '{}' from plan_versions v, actions a where v.ref = 'v-1' and a.ref = 'whole'`,
    ],
    ['renumbered', sql`update plan_versions set number = 9 where ref = 'v-1'`],
  ])('are not %s afterwards, whatever the statement', async (_, statement) => {
    await expect(world.asSecretariat((tx) => statement.execute(tx.db))).rejects.toThrow('frozen');
  });
});

test('the timeline follows the chain and leaves out what has no date', async () => {
  await world.asSecretariat((tx) => plans.save(tx, [planInput.parse({ ref: 'line', title: 'Line' })]));
  await save(
    act('top', { plan: 'line', from_on: '2025', until_on: '2027' }),
    act('below', {
      plan: 'line',
      parent: 'top',
      from_on: '2026-03',
      links: [{ other: 'top', relation: 'depends-on' }],
    }),
    act('dateless', { plan: 'line' }),
  );
  const found = await asked((tx) => timeline(tx, 'line', { page: 1, size: 10, today }));
  expect(found.rows.map(({ ref, depth, waitsFor }) => [ref, depth, waitsFor.length])).toEqual([
    ['top', 0, 0],
    ['below', 1, 1],
  ]);
  expect(found.total).toBe(2);
});
