import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { commitmentInput } from '#features/commitments/schema.ts';
import * as commitments from '#features/commitments/server/commands.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { indicatorInput } from '#features/indicators/schema.ts';
import * as indicators from '#features/indicators/server/commands.ts';
import { actionPointInput } from '#features/meetings/action-points/schema.ts';
import * as points from '#features/meetings/action-points/server/commands.ts';
import * as decisions from '#features/meetings/decisions/server/commands.ts';
import { decisionInput, meetingInput } from '#features/meetings/schema.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { actionInput } from '#features/plans/schema.ts';
import * as plans from '#features/plans/server/commands.ts';
import type { Access } from '#lib/access.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { setArchived } from '#lib/server/history/archive.ts';
import { keyOf, type Key } from '../rules.ts';
import { chain, due } from './queries.ts';

let world: TestDatabase;
const all: Key[] = [
  { kind: 'meetings', ref: 'm' },
  { kind: 'decisions', ref: 'd' },
  { kind: 'action_points', ref: 'p' },
  { kind: 'actions', ref: 'a' },
  { kind: 'commitments', ref: 'c' },
  { kind: 'indicators', ref: 'n' },
  { kind: 'items', ref: 'i' },
];
const names = all.map(keyOf).sort();

beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [organisationTypeInput.parse({ ref: 't', name: 'T', sector: 'un' })]);
    await organisations.save(tx, [organisationInput.parse({ ref: 'iom', name: 'IOM', type: 't' })]);
    await bodies.save(tx, [bodyInput.parse({ ref: 'b', kind: 'network', name: 'Network' })]);
    await frameworks.save(tx, [frameworkInput.parse({ ref: 'f', name: 'Framework' })]);
    await frameworks.saveItems(tx, [
      itemInput.parse({
        ref: 'i',
        framework: 'f',
        kind: 'objective',
        code: '1',
        title: 'Objective',
        sort: 1,
      }),
    ]);
    await commitments.save(tx, [
      commitmentInput.parse({
        ref: 'c',
        kind: 'pledge',
        title: 'Pledge',
        instrument: 'Forum',
        parties: [{ organisation: 'iom', role: 'maker' }],
        items: [{ item: 'i', basis: 'own' }],
      }),
    ]);
    await plans.saveActions(tx, [actionInput.parse({ ref: 'a', title: 'Action', commitments: ['c'] })]);
    await indicators.save(tx, [
      indicatorInput.parse({
        ...{ ref: 'n', title: 'Number', unit: 'people', direction: 'up', theme: 'people' },
        actions: ['a'],
      }),
    ]);
    await meetings.save(tx, [
      meetingInput.parse({ ref: 'm', kind: 'meeting', title: 'Meeting', body: 'b', from_on: '2026' }),
    ]);
    await decisions.save(
      tx,
      ['d', 'draft'].map((ref) =>
        decisionInput.parse({
          ...{ ref, body: 'b', meeting: 'm', wording: ref, decided_on: '2026', kind: 'decision' },
          published: ref === 'd',
        }),
      ),
    );
    await points.save(tx, [
      actionPointInput.parse({
        ...{ ref: 'p', body: 'b', decision: 'd', task: 'Do it', agreed_on: '2026' },
        owner: { kind: 'organisation', ref: 'iom' },
        actions: ['a'],
      }),
    ]);
  });
}, 60_000);
afterAll(() => world.close());

test.each(all)(
  'from $kind every other record of the chain is reached in at most five steps',
  async (start) => {
    const { nodes, isCut } = await world.asPublic((tx) => chain(tx, start));
    expect(nodes.map(keyOf).sort()).toEqual(names);
    expect(isCut).toBe(false);
    expect(Math.max(...nodes.map(({ distance }) => distance))).toBeLessThanOrEqual(5);
  },
);

test('each hop says how and on what basis', async () => {
  const { nodes } = await world.asPublic((tx) => chain(tx, { kind: 'items', ref: 'i' }));
  expect(nodes.find(({ kind }) => kind === 'commitments')?.by).toEqual({
    ...{ key: 'items i', hop: 'serves', back: true, basis: 'own' },
  });
});

test('the secretariat also reaches a draft; the public neither reaches it nor begins there', async () => {
  const start = { kind: 'meetings', ref: 'm' };
  const { nodes } = await world.asSecretariat((tx) => chain(tx, start));
  expect(nodes.map(keyOf)).toContain('decisions draft');
  const tried = world.asPublic((tx) => chain(tx, { kind: 'decisions', ref: 'draft' }));
  await expect(tried).rejects.toMatchObject({ status: 404 });
  const outside = world.asPublic((tx) => chain(tx, { kind: 'organisations', ref: 'iom' }));
  await expect(outside).rejects.toMatchObject({ status: 404 });
});

test('what is archived leads nowhere', async () => {
  await world.asSecretariat((tx) =>
    setArchived(tx, 'action_points', 'p', { archived: true, reason: 'taken twice' }),
  );
  const { nodes } = await world.asPublic((tx) => chain(tx, { kind: 'decisions', ref: 'd' }));
  expect(nodes.map(keyOf).sort()).toEqual(['decisions d', 'meetings m']);
});

test('a link to an archived record is the secretariat’s to mend, and nobody else’s', async () => {
  const asked = (duties: Access['duties']) => ({
    ...{ account: 'somebody1', today: '2026-11-23' },
    access: { duties, bodies: [], organisations: [], inNetwork: true },
  });
  const told = await world.asSecretariat(async (tx) => {
    await setArchived(tx, 'commitments', 'c', { archived: true, reason: 'kept twice' });
    return due(tx, asked(['secretariat']));
  });
  const lines = told.map(({ path, within }) => `${path} -> ${within?.en ?? ''}`);
  expect(lines).toContain('/plan/actions/a -> Pledge');
  expect(lines).toContain('/plan/actions/a -> Do it');
  expect(await world.asSecretariat((tx) => due(tx, asked([])))).toEqual([]);
});
