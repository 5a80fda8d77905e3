import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolve } from '#features/desk/naming/server/queries.ts';
import { actionPointInput } from '#features/meetings/action-points/schema.ts';
import * as points from '#features/meetings/action-points/server/commands.ts';
import { adopt, circulate } from '#features/meetings/adoption/server/commands.ts';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import { openMinutesWorld, type Reader } from '#features/meetings/minutes/server/testing.ts';
import * as minutes from '#features/meetings/minutes/server/commands.ts';
import { minutesInput } from '#features/meetings/minutes/schema.ts';
import { agendaItemInput, meetingInput } from '#features/meetings/schema.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { write } from '#features/meetings/writing/server/commands.ts';
import { markOf } from '#features/meetings/writing/server/queries.ts';
import { merge } from '#features/organisations/merging/server/commands.ts';
import { mergedFrom, mergedInto, namings } from '#features/organisations/merging/server/queries.ts';
import { organisationFields, organisationInput, positionInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import * as queries from '#features/organisations/server/queries.ts';
import { asSystem } from '#lib/server/db/viewer.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
const today = '2026-11-23';
const merging = { duplicate: 'iom-old', kept: 'iom', reason: 'the same organisation twice' };

beforeAll(async () => {
  world = await openMinutesWorld();
  await world.as('secretariat', async (tx) => {
    const old = { name: { en: 'Intl. Org. for Migration', bn: 'আন্তর্জাতিক অভিবাসন সংস্থা' }, type: 'agency' };
    await organisations.save(tx, [
      organisationInput.parse({ ...old, ref: 'iom-old', acronym: 'I.O.M.', aliases: ['OIM'] }),
      organisationInput.parse({ ref: 'country-office', name: 'Office', type: 'agency', parent: 'iom-old' }),
    ]);
    await organisations.savePositions(tx, [
      positionInput.parse({ ref: 'office', person: 'outsider', organisation: 'iom-old', title: 'Officer' }),
    ]);
    // Both names of one organisation took part in one meeting.
    await meetings.save(tx, [
      meetingInput.parse({
        ref: 'mtg',
        kind: 'meeting',
        title: 'Meeting mtg',
        body: 'labour',
        from_on: '2026-11-10',
        organisations: [
          { organisation: 'iom-old', role: 'guest' },
          { organisation: 'iom', role: 'guest' },
        ],
      }),
    ]);
    await agenda.save(tx, [
      agendaItemInput.parse({
        ref: 'mtg-1',
        meeting: 'mtg',
        kind: 'discussion',
        position: 1,
        title: 'Plan',
        presenter_organisation: 'iom-old',
      }),
    ]);
    await points.save(tx, [
      actionPointInput.parse({
        ref: 'p',
        body: 'labour',
        task: 'Share',
        owner: { kind: 'organisation', ref: 'iom-old' },
        agreed_on: '2026-11-10',
      }),
    ]);
    await minutes.save(tx, [
      minutesInput.parse({
        ref: 'mtg-minutes',
        meeting: 'mtg',
        attendance: [{ organisation: 'iom-old', name: 'A Guest', presence: 'visitor' }],
      }),
    ]);
  });
  await world.as('chair', async (tx) => {
    await write(tx, 'mtg', [{ item: 'mtg-1', version: 0, mark: markOf(null), en: 'Said.', bn: '' }]);
    await circulate(tx, 'mtg', { today, origin: 'https://setu.example' });
    await adopt(tx, 'mtg', '2026-12-31', { by: 'meeting', at: undefined });
  });
}, 120_000);
afterAll(() => world.close());

const as = (reader: Reader, more: Partial<typeof merging> = {}) =>
  world.as(reader, (tx) => merge(tx, { ...merging, ...more }));

describe('two records of one organisation become one', () => {
  test('by nobody but the secretariat, with a reason, and not into itself', async () => {
    for (const reader of ['chair', 'member', 'stranger', 'public'] as const)
      await expect(as(reader)).rejects.toMatchObject({ status: 403 });
    await expect(as('secretariat', { reason: '' })).rejects.toMatchObject({ code: 'record.reason_missing' });
    await expect(as('secretariat', { kept: 'iom-old' })).rejects.toMatchObject({
      code: 'organisations.not_mergeable',
    });
    await expect(as('secretariat', { kept: 'nobody' })).rejects.toMatchObject({ status: 404 });
    for (const reader of ['chair', 'member'] as const)
      await expect(
        world.as(reader, (tx) =>
          sql`select rename_organisation(o.id, k.id, now()) from organisations o, organisations k
            where o.ref = 'iom-old' and k.ref = 'iom'`.execute(tx.db),
        ),
      ).rejects.toThrow('record.refused');
    expect(await world.asSecretariat((tx) => mergedInto(tx, 'iom-old'))).toBeUndefined();
  });

  test('everything that named the duplicate names the other, in every table the catalogue knows', async () => {
    // Whatever names an organisation and is empty here gets a row that does, so that no column goes untried.
    await asSystem(world.database, 'fills what is empty', (db) =>
      sql`update bodies set parent_organisation_id = (select id from organisations where ref = 'iom-old')
        where ref = 'climate'`.execute(db),
    );
    const before = await world.asSecretariat((tx) => namings(tx, 'iom-old'));
    expect(before.map(({ named }) => named)).toEqual([
      'action_points',
      'agenda_items',
      'attendances',
      'bodies',
      'meeting_organisations',
      'organisations',
      'positions',
    ]);
    await as('secretariat');
    expect(await world.asSecretariat((tx) => namings(tx, 'iom-old'))).toEqual([]);
    const { rows } = await asSystem(world.database, 'looks', (db) =>
      sql<{
        n: number;
      }>`select count(*)::int as n from meeting_organisations x join meetings m on m.id = x.meeting_id
        where m.ref = 'mtg'`.execute(db),
    );
    expect(rows[0]?.n).toBe(1);
    const kept = await world.asSecretariat((tx) => queries.get(tx, 'iom'));
    expect(kept.children.map(({ ref }) => ref)).toEqual(['country-office']);
  });

  test('the other answers to its names and its reference, and its address leads there', async () => {
    const kept = await world.asSecretariat((tx) => queries.get(tx, 'iom'));
    expect(kept.aliases).toEqual(
      expect.arrayContaining(['Intl. Org. for Migration', 'আন্তর্জাতিক অভিবাসন সংস্থা', 'I.O.M.', 'OIM']),
    );
    const field = organisationFields.filter(({ name }) => name === 'parent');
    for (const name of ['Intl. Org. for Migration', 'OIM'])
      expect(await world.asSecretariat((tx) => resolve(tx, field, { parent: name }))).toEqual({
        typed: { parent: 'iom' },
        problems: [],
      });
    const [saved] = await world.asSecretariat((tx) =>
      organisations.savePositions(tx, [
        positionInput.parse({ ref: 'office', person: 'outsider', organisation: 'iom-old', title: 'Officer' }),
      ]),
    );
    expect(saved?.outcome).toBe('unchanged');
    expect(await world.as('public', (tx) => mergedInto(tx, 'iom-old'))).toBe('iom');
    expect((await world.as('public', (tx) => mergedFrom(tx, 'iom'))).map(({ ref }) => ref)).toEqual([
      'iom-old',
    ]);
    const list = await world.as('public', (tx) =>
      queries.list(tx, { lang: 'en', sort: 'name', page: 1, size: 50 }),
    );
    expect(list.rows.map(({ ref }) => ref)).not.toContain('iom-old');
  });

  test('both histories stand, and each record that moved says why', async () => {
    const { rows } = await asSystem(world.database, 'looks', (db) =>
      sql<{ kind: string; ref: string; action: string }>`select kind, ref, action from history
        where reason = ${merging.reason} order by kind, ref`.execute(db),
    );
    expect(rows.map(({ kind, ref, action }) => `${action} ${kind} ${ref}`)).toEqual([
      'change action_points p',
      'change agenda_items mtg-1',
      'change bodies climate',
      'change organisations country-office',
      'archive organisations iom-old',
      'change positions office',
    ]);
  });

  test('what is merged is not merged again', async () => {
    await expect(as('secretariat')).rejects.toMatchObject({ code: 'organisations.not_mergeable' });
  });
});

test('a new column that names organisations is found by itself', async () => {
  await asSystem(world.database, 'makes a table', (db) =>
    sql`create table named_later (organisation_id bigint references organisations)`.execute(db),
  );
  const { rows } = await world.asSecretariat((tx) =>
    sql<{ named: string }>`select named from naming_organisations() where named = 'named_later'`.execute(
      tx.db,
    ),
  );
  expect(rows).toHaveLength(1);
});
