import { afterAll, beforeAll, expect, test } from 'vitest';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as commands from './commands.ts';
import * as frameworks from './queries.ts';

let world: TestDatabase;
const item = (ref: string, kind: string, code: string, fields: object = {}) =>
  itemInput.parse({ ref, framework: 'gcm', kind, code, title: ref, sort: Number(code) || 1, ...fields });
const link = (to: string, basis: string) => ({ to, basis });

beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await commands.save(tx, [
      frameworkInput.parse({ ref: 'gcm', name: 'The Compact', sort: 1 }),
      frameworkInput.parse({ ref: 'sdg', name: 'Goals', acronym: 'SDGs', sort: 2 }),
    ]);
    await commands.saveItems(tx, [
      item('gcm-cluster-1', 'cluster', '1'),
      item('gcm-cluster-2', 'cluster', '2'),
      item('sdg-10.7', 'target', '10.7', { framework: 'sdg', sort: 7 }),
    ]);
    await commands.saveItems(tx, [
      item('gcm-2', 'objective', '2', { links: [link('gcm-cluster-1', 'official-mapping')] }),
      item('gcm-10', 'objective', '10', { links: [link('gcm-cluster-1', 'official-mapping')] }),
      item('gcm-3', 'objective', '3', {
        links: [link('gcm-cluster-2', 'official-mapping'), link('sdg-10.7', 'own')],
        locator: 'paragraph 19',
      }),
      item('gcm-4', 'objective', '4'),
      item('gcm-5', 'objective', '5', { published: false }),
      item('gcm-3-a', 'action', 'a', { parent: 'gcm-3', sort: 1 }),
      item('gcm-principle-a', 'principle', 'a'),
    ]);
  });
}, 60_000);
afterAll(() => world.close());

test('objectives stand in their clusters by number, drafts and strays apart', async () => {
  const { clusters, unclustered, totals } = await world.asPublic(frameworks.overview);
  expect(clusters.map(({ code, objectives }) => [code, objectives.map((each) => each.code)])).toEqual([
    ['1', ['2', '10']],
    ['2', ['3']],
  ]);
  expect(unclustered.map(({ code }) => code)).toEqual(['4']);
  expect(totals).toEqual({ objectives: 4, promised: 0, planned: 0, proved: 0 });
});

test('an objective has its actions, its neighbours and what it is linked to, with the basis', async () => {
  const objective = await world.asPublic((tx) => frameworks.objective(tx, '3'));
  expect(objective).toMatchObject({
    locator: 'paragraph 19',
    before: '2',
    after: '4',
    cluster: { code: '2' },
  });
  expect(objective.actions.map(({ code }) => code)).toEqual(['a']);
  expect(objective.links).toMatchObject([
    { ref: 'sdg-10.7', path: '/frameworks/sdg#10.7', basis: 'own', frameworkName: { en: 'SDGs' } },
  ]);
});

test('a link is read from its other end too', async () => {
  const { items } = await world.asPublic((tx) => frameworks.get(tx, 'sdg'));
  expect(items[0]?.links).toMatchObject([{ ref: 'gcm-3', path: '/objectives/3', basis: 'own' }]);
});

test('the page of the Compact leaves its actions to their objectives', async () => {
  const { items } = await world.asPublic((tx) => frameworks.get(tx, 'gcm'));
  expect(items.map(({ ref }) => ref)).not.toContain('gcm-3-a');
  expect((await world.asPublic(frameworks.principles)).map(({ ref }) => ref)).toEqual(['gcm-principle-a']);
});

test('a draft objective and one that never was are not found', async () => {
  for (const code of ['5', '24', 'x']) {
    await expect(world.asPublic((tx) => frameworks.objective(tx, code))).rejects.toThrow('record.not_found');
  }
});
