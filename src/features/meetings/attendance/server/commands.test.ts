import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMinutesWorld } from '#features/meetings/minutes/server/testing.ts';
import { attendees, meetingOf } from '#features/meetings/minutes/server/queries.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { sql } from 'kysely';
import type { Sheet } from '../rules.ts';
import { take } from './commands.ts';
import { plainSheet, sheetOf } from './queries.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
beforeAll(async () => {
  world = await openMinutesWorld();
}, 120_000);
afterAll(() => world.close());

const empty: Sheet = { seats: {}, visitors: [] };
const sheet = () => world.as('chair', async (tx) => sheetOf(tx, await meetingOf(tx, 'mtg')));

describe('attendance', () => {
  test('lists the seats of the day, chair first, with what the invitation lets expect', async () => {
    await asSystem(world.database, 'somebody answered an invitation', (db) =>
      sql`insert into meeting_invitations (meeting_id, address, name, lang, seat_id, person_id, answer, answered_at)
        select m.id, 'alternate@desk.example', 'Name of alternate', 'en', s.id, p.id, 'accepted', now()
        from meetings m, seats s, people p
        where m.ref = 'mtg' and s.ref = 's-member' and p.ref = 'alternate'`.execute(db),
    );
    const found = await sheet();
    expect(found.seats.map(({ seat, noted, expected }) => [seat, noted, expected])).toEqual([
      ['s-chair', null, null],
      ['s-member', null, { presence: 'represented', who: 'Name of alternate' }],
      ['s-observer', null, null],
    ]);
  });

  test('is noted with who came and who visited, and says whether there was a quorum', async () => {
    const mine: Sheet = {
      seats: {
        's-chair': { presence: 'present', who: '' },
        's-member': { presence: 'represented', who: 'Name of alternate' },
        's-observer': { presence: 'absent', who: '' },
        's-outsider': { presence: 'present', who: '' },
      },
      visitors: ['Dr Karim, IOM', 'A student, Somewhere', ''],
    };
    expect(await world.as('chair', (tx) => take(tx, 'mtg', empty, mine))).toEqual([]);
    const noted = await world.as('chair', (tx) => attendees(tx, 'mtg'));
    expect(
      noted.map(({ seat, person, name, organisation, presence }) => [
        presence,
        seat ?? name,
        person ?? organisation,
      ]),
    ).toEqual([
      ['present', 's-chair', 'chair'],
      ['represented', 's-member', 'alternate'],
      ['absent', 's-observer', null],
      ['visitor', 'Dr Karim', 'iom'],
      ['visitor', 'A student, Somewhere', null],
    ]);
    const found = await sheet();
    expect(found.quorum).toEqual({ voting: 2, filled: 2, needed: 2, reached: true });
    expect(found.visitors).toEqual(['Dr Karim, IOM', 'A student, Somewhere']);
  });

  test('noted by two at once keeps both, and a seat noted differently comes back', async () => {
    const base = plainSheet(await sheet());
    const change = (seat: string, presence: 'excused' | 'present' | 'absent'): Sheet => ({
      ...base,
      seats: { ...base.seats, [seat]: { presence, who: '' } },
    });
    await world.as('chair', (tx) => take(tx, 'mtg', base, change('s-chair', 'excused')));
    await world.as('secretariat', (tx) => take(tx, 'mtg', base, change('s-observer', 'present')));
    const clashes = await world.as('secretariat', (tx) => take(tx, 'mtg', base, change('s-chair', 'absent')));
    expect(clashes.map(({ seat, theirs }) => [seat, theirs.presence])).toEqual([['s-chair', 'excused']]);
    const stands = plainSheet(await sheet());
    expect([stands.seats['s-chair']?.presence, stands.seats['s-observer']?.presence]).toEqual([
      'excused',
      'present',
    ]);
  });

  test('is noted by whoever runs the body, and by nobody else', async () => {
    for (const reader of ['member', 'outsider', 'public'] as const)
      await expect(world.as(reader, (tx) => take(tx, 'mtg', empty, empty))).rejects.toMatchObject({
        status: 403,
      });
  });
});
