import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { agendaItemInput, decisionInput, meetingInput } from '#features/meetings/schema.ts';
import { organisationInput, organisationTypeInput, positionInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { actionInput } from '#features/plans/schema.ts';
import * as plans from '#features/plans/server/commands.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import { agendaOf } from '#features/meetings/agenda/server/queries.ts';
import * as decisions from '#features/meetings/decisions/server/commands.ts';
import * as commands from './commands.ts';
import * as meetings from './queries.ts';

const today = '2023-01-20';
let world: TestDatabase;

beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'agency', name: 'Agency', sector: 'un' }),
    ]);
    await organisations.save(tx, [organisationInput.parse({ ref: 'iom', name: 'IOM', type: 'agency' })]);
    await people.save(tx, [personInput.parse({ ref: 'chief', name: 'Chief' })]);
    await organisations.savePositions(
      tx,
      [
        { ref: 'before', title: 'Deputy', from_on: '2019', until_on: '2023-01-16' },
        { ref: 'then', title: 'Coordinator', from_on: '2023-01-16', until_on: '2024' },
        { ref: 'undated', title: 'Chief of Mission', stated_on: '2023-03' },
      ].map((row) => positionInput.parse({ ...row, person: 'chief', organisation: 'iom' })),
    );
    await bodies.save(
      tx,
      ['network', 'labour'].map((ref) => bodyInput.parse({ ref, name: ref, kind: 'network' })),
    );
    await frameworks.save(tx, [frameworkInput.parse({ ref: 'gcm', name: 'GCM' })]);
    await frameworks.saveItems(
      tx,
      [
        { ref: 'gcm-6', kind: 'objective', code: '6', sort: 6 },
        { ref: 'gcm-7', kind: 'objective', code: '7', sort: 7 },
        { ref: 'gcm-6-a', kind: 'action', code: 'a', sort: 1, parent: 'gcm-6' },
      ].map((row) => itemInput.parse({ ...row, framework: 'gcm', title: row.ref })),
    );
    await plans.saveActions(tx, [
      actionInput.parse({ ref: 'act', title: 'Act', items: [{ item: 'gcm-6-a', basis: 'own' }] }),
    ]);
    await saveMeetings(tx);
  });
}, 60_000);
afterAll(() => world.close());

async function saveMeetings(tx: Parameters<Parameters<TestDatabase['asSecretariat']>[0]>[0]) {
  const took = { organisations: [{ organisation: 'iom', role: 'organiser' }] };
  await commands.save(
    tx,
    [
      { ref: 'first', body: 'network', from_on: '2023-01-16', people: [{ person: 'chief', role: 'chair' }] },
      {
        ref: 'visit',
        body: 'network',
        kind: 'visit',
        from_on: '2023-01',
        bodies: [{ body: 'labour', role: 'participant' }],
      },
      { ref: 'year', from_on: '2023', ...took },
      { ref: 'week', kind: 'observance', from_on: '2022-12-30', until_on: '2023-01-03', ...took },
      { ref: 'part', parent: 'week', kind: 'session', from_on: '2023-01-02' },
      { ref: 'next', body: 'network', from_on: '2023-04-01', until_on: '2023-04-03' },
      { ref: 'called-off', body: 'network', from_on: '2023-03-01', cancelled_on: '2023-02' },
      { ref: 'draft', body: 'network', from_on: '2023-01-17', published: false },
    ].map((row) => meetingInput.parse({ kind: 'meeting', title: row.ref, ...row })),
  );
  await agenda.save(
    tx,
    [2, 1].map((position) =>
      agendaItemInput.parse({
        ref: `item-${position}`,
        meeting: 'first',
        position,
        title: 't',
        kind: 'discussion',
      }),
    ),
  );
  await decisions.save(tx, [
    decisionInput.parse({
      ref: 'd',
      body: 'network',
      meeting: 'first',
      wording: 'w',
      decided_on: '2023',
      kind: 'decision',
      actions: ['act'],
    }),
  ]);
}

const refsOf = (rows: { ref: string }[]) => rows.map(({ ref }) => ref);
const coming = { side: 'coming', today, size: 10 } as const;
const listed = (
  filter: meetings.MeetingFilter,
  listing: Parameters<typeof meetings.list>[2] = { sort: 'date', today, size: 10 },
) => world.asPublic(async (tx) => refsOf((await meetings.list(tx, filter, listing)).rows));

describe('lists', () => {
  test('are in the order of the first possible day, without drafts', async () => {
    expect(await listed({})).toEqual(['week', 'visit', 'year', 'part', 'first', 'called-off', 'next']);
  });

  test('what comes has not ended yet, soonest first; what is past, latest first', async () => {
    expect(await listed({}, coming)).toEqual(['visit', 'year', 'called-off', 'next']);
    expect(await listed({}, { ...coming, side: 'past' })).toEqual(['first', 'part', 'week']);
  });

  test('a body has its own meetings and those it took part in', async () => {
    expect(await listed({ body: 'labour' })).toEqual(['visit']);
    expect(await listed({ body: 'no-such' })).toEqual([]);
  });

  test('say as what an organisation or a person took part', async () => {
    const roles = async (filter: meetings.MeetingFilter) =>
      (await world.asPublic((tx) => meetings.list(tx, filter, { sort: 'date', today, size: 10 }))).rows.map(
        (row) => [row.ref, row.roles],
      );
    expect(await roles({ organisation: 'iom' })).toEqual([
      ['week', ['organiser']],
      ['year', ['organiser']],
    ]);
    expect(await roles({ person: 'chief' })).toEqual([['first', ['chair']]]);
  });

  test('by theme find what came of a meeting for the objective or an action below it', async () => {
    expect(await listed({ item: 'gcm-6' })).toEqual(['first']);
    expect(await listed({ item: 'gcm-6-a' })).toEqual(['first']);
    expect(await listed({ item: 'gcm-7' })).toEqual([]);
    expect(refsOf(await world.asPublic((tx) => meetings.meetingThemes(tx)))).toEqual(['gcm-6']);
  });

  test('are cut into pages', async () => {
    const page = { sort: 'date', today, size: 3, page: 2 } as const;
    expect(await listed({}, page)).toEqual(['part', 'first', 'called-off']);
    const whole = await world.asPublic((tx) => meetings.list(tx, {}, page));
    expect([whole.total, whole.page]).toEqual([7, 2]);
  });
});

describe('months', () => {
  test('have what touches them, also what is dated to them or to their year only', async () => {
    const inMonth = async (month: string) =>
      refsOf(await world.asPublic((tx) => meetings.inMonth(tx, month, {}, today)));
    expect(await inMonth('2022-12')).toEqual(['week']);
    expect(await inMonth('2023-01')).toEqual(['week', 'visit', 'year', 'part', 'first']);
    expect(await inMonth('2023-02')).toEqual(['year']);
  });

  test('are listed with their entries; a year is in no month', async () => {
    expect(await world.asPublic((tx) => meetings.months(tx, {}))).toEqual([
      { month: '2022-12', entries: 1 },
      { month: '2023-01', entries: 4 },
      { month: '2023-03', entries: 1 },
      { month: '2023-04', entries: 1 },
    ]);
    expect(await world.asPublic((tx) => meetings.months(tx, { kind: 'session' }))).toHaveLength(1);
  });
});

test('the next and the last meeting of a body leave out what was called off', async () => {
  const nearest = await world.asPublic((tx) => meetings.nextAndLast(tx, '2023-02-10'));
  expect([nearest['network']?.last?.ref, nearest['network']?.next?.ref]).toEqual(['first', 'next']);
  expect(nearest['labour']).toEqual({ next: null, last: null });
});

describe('one meeting', () => {
  test('names the offices of its day: not the one left that day, but one whose ends nobody gives', async () => {
    const first = await world.asPublic((tx) => meetings.get(tx, 'first', today));
    expect(first.people.map(({ role, offices }) => [role, offices.map(({ title }) => title.en)])).toEqual([
      ['chair', ['Coordinator', 'Chief of Mission']],
    ]);
    expect(first).toMatchObject({ status: 'held', body: { ref: 'network' }, about: { ref: 'first' } });
  });

  test('knows what it belongs to, and its agenda in order', async () => {
    const part = await world.asPublic((tx) => meetings.get(tx, 'part', today));
    expect(part.parent?.ref).toBe('week');
    expect(await listed({ parent: 'week' })).toEqual(['part']);
    expect(refsOf(await world.asPublic((tx) => agendaOf(tx, 'first')))).toEqual(['item-1', 'item-2']);
  });

  test('is not found while it is a draft', async () => {
    await expect(world.asPublic((tx) => meetings.get(tx, 'draft', today))).rejects.toThrow('not_found');
  });
});
