import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { commitmentInput } from '#features/commitments/schema.ts';
import * as commitments from '#features/commitments/server/commands.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { actionInput, planInput } from '#features/plans/schema.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as commands from './commands.ts';
import * as plans from './queries.ts';

const today = '2026-11-23';
let world: TestDatabase;
const own = (item: string) => ({ item, basis: 'own' });
const act = (ref: string, fields: object = {}) => actionInput.parse({ ref, title: ref, ...fields });

beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    const type = { ref: 'ministry', name: 'Ministry', sector: 'government' };
    await organisations.saveTypes(tx, [organisationTypeInput.parse(type)]);
    await organisations.save(tx, [organisationInput.parse({ ref: 'gov', type: 'ministry', name: 'gov' })]);
    await bodies.save(tx, [bodyInput.parse({ ref: 'group', kind: 'working-group', name: 'group' })]);
    await frameworks.save(tx, [frameworkInput.parse({ ref: 'gcm', name: 'The Compact' })]);
    const item = (ref: string, code: string, fields: object = {}) =>
      itemInput.parse({ ref, framework: 'gcm', kind: 'objective', code, title: ref, sort: 1, ...fields });
    await frameworks.saveItems(tx, [
      item('gcm-7', '7'),
      item('gcm-7-a', 'a', { kind: 'action', parent: 'gcm-7' }),
    ]);
    const pledge = { ref: 'p1', kind: 'pledge', title: 'p1', instrument: 'A forum', items: [own('gcm-7')] };
    const parties = [{ organisation: 'gov', role: 'maker' }];
    await commitments.save(tx, [commitmentInput.parse({ ...pledge, parties })]);
    await commands.save(tx, [
      planInput.parse({ ref: 'plan', title: 'Plan', from_on: '2023' }),
      planInput.parse({ ref: 'later', title: 'Later plan', from_on: '2026' }),
    ]);
    await commands.saveActions(tx, [
      act('whole', { plan: 'plan', sort: 1, organisation: 'gov', commitments: ['p1'] }),
      act('part-2', { plan: 'plan', parent: 'whole', sort: 2, body: 'group', items: [own('gcm-7-a')] }),
      act('part-1', { plan: 'plan', parent: 'whole', sort: 1, body: 'group', items: [own('gcm-7')] }),
      act('detail', { plan: 'plan', parent: 'part-1' }),
      act('second', { plan: 'plan', sort: 2 }),
      act('loose'),
      act('draft', { plan: 'plan', sort: 3, items: [own('gcm-7')], published: false }),
    ]);
  });
}, 60_000);
afterAll(() => world.close());

const refs = (rows: readonly { ref: string }[]) => rows.map(({ ref }) => ref);

test('plans stand newest first, each with its public actions', async () => {
  const found = await world.asPublic(plans.list);
  expect(found.map(({ ref, actions, carrying }) => [ref, actions, carrying])).toEqual([
    ['later', 0, 0],
    ['plan', 5, 1],
  ]);
  expect(await world.asPublic(plans.totals)).toEqual({ plans: 2, actions: 6, carrying: 1 });
});

test('a plan lists what is part of nothing else, with the parts under it, page by page', async () => {
  const slice = { page: 1, size: 1, today };
  const first = await world.asPublic((tx) => plans.actionsOf(tx, 'plan', slice));
  expect([refs(first.rows), first.total]).toEqual([['whole'], 2]);
  expect(refs(first.rows[0]?.children ?? [])).toEqual(['part-1', 'part-2']);
  const last = await world.asPublic((tx) => plans.actionsOf(tx, 'plan', { page: 7, size: 1, today }));
  expect([refs(last.rows), last.page]).toEqual([['second'], 2]);
  const loose = await world.asPublic((tx) => plans.actionsOf(tx, null, slice));
  expect(refs(loose.rows)).toEqual(['loose']);
});

test('the actions of an objective are those for it, for what it offers, and those that carry its commitments', async () => {
  const found = await world.asPublic((tx) => plans.forItem(tx, 'gcm-7', { today }));
  expect(refs(found).sort()).toEqual(['part-1', 'part-2', 'whole']);
  expect(refs(await world.asPublic((tx) => plans.forItem(tx, 'gcm-7-a', { today })))).toEqual(['part-2']);
  expect(refs(await world.asPublic((tx) => plans.forCommitment(tx, 'p1', today)))).toEqual(['whole']);
});

test('who works on an objective follows from the actions', async () => {
  const { bodies: groups, organisations: bodiesOfState } = await world.asPublic((tx) =>
    plans.workingOn(tx, 'gcm-7'),
  );
  expect(groups).toMatchObject([{ ref: 'group', actions: 2 }]);
  expect(bodiesOfState).toMatchObject([{ ref: 'gov', actions: 1 }]);
});

test('an action knows what it is part of, outermost first, its parts and what it carries', async () => {
  const detail = await world.asPublic((tx) => plans.action(tx, 'detail', today));
  expect(refs(detail.above)).toEqual(['whole', 'part-1']);
  const whole = await world.asPublic((tx) => plans.action(tx, 'whole', today));
  expect(refs(whole.children)).toEqual(['part-1', 'part-2']);
  expect(whole).toMatchObject({ plan: { ref: 'plan' }, commitments: [{ ref: 'p1', status: null }] });
});

test('a draft action is not found by the public', async () => {
  await expect(world.asPublic((tx) => plans.action(tx, 'draft', today))).rejects.toThrow('record.not_found');
});
