import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handoverInput } from '#features/accounts/handover/schema.ts';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import * as seats from '#features/bodies/seats/server/queries.ts';
import { organisationInput, organisationTypeInput, positionInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { positions } from '#features/organisations/server/queries.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { asViewer } from '#lib/server/db/viewer.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import * as commands from './commands.ts';
import * as handovers from './queries.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
    ]);
    await organisations.save(tx, [
      organisationInput.parse({ ref: 'moewoe', name: 'Ministry', type: 'ministry' }),
    ]);
    await people.save(
      tx,
      ['leaver', 'successor', 'third'].map((ref) => personInput.parse({ ref, name: ref })),
    );
    await organisations.savePositions(tx, [
      positionInput.parse({
        ref: 'desk',
        person: 'leaver',
        organisation: 'moewoe',
        title: 'Joint Secretary',
        from_on: '2024-03',
        evidence: [],
      }),
    ]);
    await bodies.save(tx, [bodyInput.parse({ ref: 'taskforce', kind: 'task-force', name: 'Task force' })]);
    await bodies.saveSeats(
      tx,
      [
        {
          ref: 'chair',
          role: 'co-chair',
          from_on: '2022-07',
          note: 'By letter of July 2022',
          holders: [
            { person: 'leaver', capacity: 'representative', from_on: '2024-03' },
            { person: 'third', capacity: 'alternate', from_on: '2024-03' },
          ],
        },
        { ref: 'other', role: 'member', holders: [{ person: 'third', capacity: 'representative' }] },
      ].map((seat) => seatInput.parse({ body: 'taskforce', organisation: 'moewoe', ...seat })),
    );
  });
}, 60_000);
afterAll(() => world.close());

const input = (more: object = {}) =>
  handoverInput.parse({
    leaver: 'leaver',
    successor: 'successor',
    from_day: '2026-12-01',
    seats: ['chair'],
    positions: ['desk'],
    reason: 'Transferred',
    ...more,
  });
const pass = (more: object = {}) => world.asSecretariat((tx) => commands.pass(tx, input(more)));

describe('a handover', () => {
  test('is refused to everybody but the secretariat', async () => {
    const access = { duties: ['administrator' as const], bodies: [], organisations: [], inNetwork: false };
    const viewer = { kind: 'person' as const, account: 'account-test', actor: 'A', access };
    const attempt = asViewer(world.database, { viewer, requestId: 'test', now: testNow }, (tx) =>
      commands.pass(tx, input()),
    );
    await expect(attempt).rejects.toThrow('record.refused');
  });

  test('of what the leaver does not hold is refused, and nothing is passed', async () => {
    await expect(pass({ seats: ['chair', 'other'] })).rejects.toThrow('handover.not_held');
    await expect(pass({ positions: ['desk', 'nobody'] })).rejects.toThrow('record.not_found');
    const held = await world.asSecretariat((tx) => handovers.heldBy(tx, 'leaver', '2026-12-01'));
    expect(held.seats).toHaveLength(1);
    expect(held.positions).toHaveLength(1);
  });

  test('leaves no open duty with the leaver, and history under the old name', async () => {
    const ref = await pass();
    const held = await world.asSecretariat((tx) => handovers.heldBy(tx, 'leaver', '2026-12-01'));
    expect([held.seats, held.positions]).toEqual([[], []]);
    const taken = await world.asSecretariat((tx) => handovers.heldBy(tx, 'successor', '2026-12-01'));
    expect(taken.seats.map((seat) => [seat.ref, seat.capacity])).toEqual([['chair', 'representative']]);
    expect(taken.positions.map(({ title }) => title.en)).toEqual(['Joint Secretary']);

    const [chair] = await world.asSecretariat((tx) =>
      seats.list(tx, { body: 'taskforce', roles: ['co-chair'] }),
    );
    expect(chair?.note?.en).toBe('By letter of July 2022');
    expect(
      chair?.holders.map(({ ref: person, capacity, from, until }) => [person, capacity, from, until]),
    ).toEqual([
      ['leaver', 'representative', '2024-03', '2026-12-01'],
      ['successor', 'representative', '2026-12-01', null],
      ['third', 'alternate', '2024-03', null],
    ]);
    const offices = await world.asSecretariat((tx) => positions(tx, { organisation: 'moewoe' }));
    expect(offices.map(({ person, from, until }) => [person.ref, from, until])).toEqual([
      ['successor', '2026-12-01', null],
      ['leaver', '2024-03', '2026-12-01'],
    ]);
    expect(await world.asSecretariat((tx) => handovers.get(tx, ref))).toMatchObject({
      leaver: { ref: 'leaver' },
      successor: { ref: 'successor' },
      fromDay: '2026-12-01',
      seats: [{ ref: 'chair' }],
    });
  });

  test('twice is refused: what was passed on is no longer the leaver’s', async () => {
    await expect(pass()).rejects.toThrow('handover.not_held');
  });
});

test('somebody cannot hand over to themselves, or nothing at all', () => {
  expect(handoverInput.safeParse({ ...input(), successor: 'leaver' }).success).toBe(false);
  expect(handoverInput.safeParse({ ...input(), seats: [], positions: [] }).success).toBe(false);
  expect(handoverInput.safeParse({ ...input(), from_day: '2026-12' }).success).toBe(false);
});
