import { afterAll, beforeAll, expect, test } from 'vitest';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import { agendaOf } from '#features/meetings/agenda/server/queries.ts';
import { openMinutesWorld } from '#features/meetings/minutes/server/testing.ts';
import * as minutes from '#features/meetings/minutes/server/commands.ts';
import { minutesInput } from '#features/meetings/minutes/schema.ts';
import { attendees } from '#features/meetings/minutes/server/queries.ts';
import { agendaItemInput, meetingInput } from '#features/meetings/schema.ts';
import { organisationInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { save } from './commands.ts';
import { get } from './queries.ts';

/** A chair saves records that name a person and an organisation whom only the secretariat sees. */
let world: Awaited<ReturnType<typeof openMinutesWorld>>;
const today = '2026-11-23';
const meeting = {
  ref: 'mtg',
  kind: 'meeting',
  title: 'Meeting mtg',
  body: 'labour',
  from_on: '2026-11-10',
} as const;
const item = { ref: 'mtg-1', meeting: 'mtg', kind: 'discussion', position: 1 } as const;

beforeAll(async () => {
  world = await openMinutesWorld();
  await world.as('secretariat', async (tx) => {
    await people.save(tx, [personInput.parse({ ref: 'hidden', name: 'Hidden', visibility: 'secretariat' })]);
    await organisations.save(tx, [
      organisationInput.parse({
        ref: 'hidden-org',
        name: 'Hidden',
        type: 'agency',
        visibility: 'secretariat',
      }),
    ]);
    const named = [
      { person: 'hidden', role: 'guest' },
      { person: 'member', role: 'speaker' },
    ];
    await save(tx, [meetingInput.parse({ ...meeting, people: named })]);
    await agenda.save(tx, [
      agendaItemInput.parse({ ...item, title: 'Plan', presenter_person: 'hidden', duration: 10 }),
    ]);
    await minutes.save(tx, [
      minutesInput.parse({
        ref: 'mtg-minutes',
        meeting: 'mtg',
        attendance: [
          { organisation: 'hidden-org', name: 'A Guest', presence: 'visitor' },
          { seat: 's-chair', presence: 'present' },
        ],
      }),
    ]);
  });
}, 120_000);
afterAll(() => world.close());

const peopleOf = async () =>
  (await world.as('secretariat', (tx) => get(tx, 'mtg', today))).people.map(({ ref, role }) => [ref, role]);

test('rows that name somebody unseen stand, whatever else is added, changed or removed', async () => {
  await world.as('chair', (tx) =>
    save(tx, [meetingInput.parse({ ...meeting, title: 'Renamed', people: [] })]),
  );
  expect(await peopleOf()).toEqual([['hidden', 'guest']]);
  await world.as('chair', (tx) =>
    save(tx, [meetingInput.parse({ ...meeting, people: [{ person: 'chair', role: 'chair' }] })]),
  );
  expect(await peopleOf()).toEqual([
    ['chair', 'chair'],
    ['hidden', 'guest'],
  ]);
  const rows = [
    { seat: 's-member', presence: 'excused' },
    { seat: 's-chair', presence: 'present' },
  ];
  await world.as('chair', (tx) =>
    minutes.save(tx, [minutesInput.parse({ ref: 'mtg-minutes', meeting: 'mtg', attendance: rows })]),
  );
  const there = await world.as('secretariat', (tx) => attendees(tx, 'mtg'));
  expect(there.map(({ seat, organisation }) => seat ?? organisation)).toEqual([
    's-member',
    's-chair',
    'hidden-org',
  ]);
});

test('a field that names somebody unseen is not emptied; a field that is seen is', async () => {
  await world.as('chair', (tx) => agenda.save(tx, [agendaItemInput.parse({ ...item, title: 'Plans' })]));
  const found = await world.as('secretariat', (tx) => agendaOf(tx, 'mtg'));
  const [first] = found;
  expect([first?.title.en, first?.duration, first?.presenter.person?.ref]).toEqual(['Plans', null, 'hidden']);
});

test('whoever sees the row removes it', async () => {
  await world.as('secretariat', (tx) => save(tx, [meetingInput.parse({ ...meeting, people: [] })]));
  expect(await peopleOf()).toEqual([]);
});
