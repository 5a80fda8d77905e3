import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import { seatedOn } from '#features/bodies/seats/rules.ts';
import * as seats from '#features/bodies/seats/server/queries.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as commands from './commands.ts';
import * as bodies from './queries.ts';

const holders = [
  { person: 'alternate', capacity: 'alternate', from_on: '2023' },
  { person: 'representative', capacity: 'representative', from_on: '2023-03' },
];

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'agency', name: 'Agency', sector: 'un' }),
    ]);
    await organisations.save(
      tx,
      ['iom', 'rmmru', 'hidden'].map((ref) =>
        organisationInput.parse({ ref, name: ref, type: 'agency', published: ref !== 'hidden' }),
      ),
    );
    await people.save(
      tx,
      ['representative', 'alternate'].map((ref) => personInput.parse({ ref, name: ref })),
    );
    await commands.save(
      tx,
      [
        { ref: 'labour', kind: 'working-group', parent: 'network', name: 'Labour group', sort: 2 },
        {
          ref: 'climate',
          kind: 'working-group',
          parent: 'network',
          name: 'Climate',
          proposed_on: '2023-01-16',
          sort: 3,
        },
        { ref: 'network', kind: 'network', name: 'Network', established_on: '2019-07', sort: 1 },
        { ref: 'secret', kind: 'working-group', name: 'Secret', visibility: 'network', sort: 0 },
      ].map((row) => bodyInput.parse(row)),
    );
    await commands.saveSeats(
      tx,
      [
        { ref: 's-chair', organisation: 'rmmru', role: 'chair', from_on: '2024', until_on: '2025' },
        {
          ref: 's-co-chair',
          organisation: 'rmmru',
          role: 'co-chair',
          from_on: '2023',
          until_on: '2024',
          holders,
        },
        { ref: 's-lead', organisation: 'iom', role: 'chair', from_on: '2023', until_on: '2024' },
        { ref: 's-draft', organisation: 'iom', role: 'observer', published: false },
        { ref: 's-hidden', organisation: 'hidden', role: 'member' },
      ].map((row) => seatInput.parse({ ...row, body: 'labour' })),
    );
  });
}, 60_000);
afterAll(() => world.close());

test('the bodies of a day, in their order, each with its status on that day', async () => {
  const at = async (day: string) =>
    (await world.asPublic((tx) => bodies.list(tx, day))).map(({ ref, status }) => [ref, status]);
  expect(await at('2023-01-15')).toEqual([
    ['network', 'active'],
    ['labour', 'active'],
    ['climate', 'not-yet'],
  ]);
  expect((await at('2023-01-16')).at(-1)).toEqual(['climate', 'proposed']);
  expect((await at('2019-06-30'))[0]).toEqual(['network', 'not-yet']);
});

test('a body knows what it works under; what is not for the public is not there', async () => {
  const labour = await world.asPublic((tx) => bodies.get(tx, 'labour', '2023-01-01'));
  expect(labour).toMatchObject({ parent: 'network', status: 'active', about: { version: 1 } });
  await expect(world.asPublic((tx) => bodies.get(tx, 'secret', '2023-01-01'))).rejects.toThrow('not_found');
});

test('the site is named after the network', async () => {
  expect((await world.asPublic(bodies.networkName)).en).toBe('Network');
  expect((await world.asPublic(bodies.network))?.ref).toBe('network');
});

describe('seats', () => {
  const seated = async (day: string) =>
    seatedOn(await world.asPublic((tx) => seats.list(tx, { body: 'labour' })), day).map(({ ref }) => ref);

  test.each([
    ['2022-12-31', []],
    ['2023-12-31', ['s-lead', 's-co-chair']],
    ['2024-01-01', ['s-chair']],
  ])('on %s, without drafts and without organisations that are drafts', async (day, refs) => {
    expect(await seated(day)).toEqual(refs);
  });

  test('name who holds them, the representative first', async () => {
    const held = await world.asPublic((tx) => seats.list(tx, { person: 'alternate' }));
    expect(held.map(({ ref }) => ref)).toEqual(['s-co-chair']);
    expect(held[0]?.holders.map(({ ref, capacity, from }) => [ref, capacity, from])).toEqual([
      ['representative', 'representative', '2023-03'],
      ['alternate', 'alternate', '2023'],
    ]);
  });

  test('of an organisation, in the order of time', async () => {
    const held = await world.asPublic((tx) => seats.list(tx, { organisation: 'rmmru' }));
    expect(held.map(({ ref }) => ref)).toEqual(['s-co-chair', 's-chair']);
  });
});
