import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actionPointInput, stepInput } from '#features/meetings/action-points/schema.ts';
import * as points from '#features/meetings/action-points/server/commands.ts';
import { openMinutesWorld } from '#features/meetings/minutes/server/testing.ts';
import { positionInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { remindOfPoints } from './jobs.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
const point = { body: 'labour', agreed_on: '2026-11-10', visibility: 'body', due_on: '2026-12-10' };
const site = { timeZone: 'Asia/Dhaka', origin: 'https://setu.example', hour: 8 };
const save = (more: Record<string, unknown>) =>
  world.as('secretariat', (tx) => points.save(tx, [actionPointInput.parse({ ...point, ...more })]));

beforeAll(async () => {
  world = await openMinutesWorld();
  await world.as('secretariat', (tx) =>
    organisations.savePositions(tx, [
      positionInput.parse({ ref: 'office', person: 'outsider', organisation: 'mol', title: 'Focal point' }),
    ]),
  );
  await save({ ref: 'of-seat', task: 'Of the seat', owner: { kind: 'seat', ref: 's-member' } });
  await save({ ref: 'of-office', task: 'Of the office', owner: { kind: 'organisation', ref: 'mol' } });
  await save({ ref: 'of-person', task: 'Of a person', owner: { kind: 'person', ref: 'stranger' } });
  await save({
    ref: 'draft',
    task: 'A draft',
    owner: { kind: 'person', ref: 'stranger' },
    published: false,
  });
  await save({
    ref: 'undated',
    task: 'Whenever',
    owner: { kind: 'person', ref: 'stranger' },
    due_on: undefined,
  });
}, 120_000);
afterAll(() => world.close());

type Told = { to: string; items: { text: string; note: string }[] };
/** Runs the job on a day, twice, and gives what it left. */
async function remindOn(day: string): Promise<Record<string, string[]>> {
  const now = new Date(`${day}T04:00:00Z`);
  const seen = await letters();
  await remindOfPoints(world.database, site, now);
  expect(await remindOfPoints(world.database, site, now)).toBe(0);
  const left = (await letters()).slice(seen.length);
  const lines = ({ items }: Told) => items.map(({ text, note }) => `${text}: ${note.split(' · ')[1] ?? ''}`);
  return Object.fromEntries(left.map((told) => [told.to.replace(/@.*$/u, ''), lines(told)]));
}

async function letters(): Promise<Told[]> {
  const { rows } = await asSystem(world.database, 'looks into the outbox', (db) =>
    sql<Told>`select payload ->> 'to' as to, payload #> '{values,items}' as items from outbox
      where payload ->> 'template' = 'points-due' order by id`.execute(db),
  );
  return rows;
}

test('owners are reminded before and after, whoever runs the body when it stays, each once', async () => {
  expect(await remindOn('2026-12-02')).toEqual({});
  expect(await remindOn('2026-12-04')).toEqual({
    alternate: ['Of the seat: due soon'],
    member: ['Of the seat: due soon'],
    outsider: ['Of the office: due soon'],
    stranger: ['Of a person: due soon'],
  });
  expect(await remindOn('2026-12-09')).toEqual({});
  await world.as('stranger', (tx) =>
    points.addStep(tx, 'of-person', stepInput.parse({ status: 'done', on_day: '2026-12-09' }), '2026-12-09'),
  );
  const late = await remindOn('2026-12-11');
  expect(Object.keys(late).sort()).toEqual(['alternate', 'member', 'outsider']);
  expect(late['member']).toEqual(['Of the seat: overdue']);
  expect(await remindOn('2026-12-25')).toEqual({
    chair: ['Of the office: still overdue', 'Of the seat: still overdue'],
  });
  expect(await remindOn('2026-12-26')).toEqual({});
});

test('nobody is written to before the hour of letters', async () => {
  const early = new Date('2026-12-27T01:00:00Z');
  const before = await letters();
  await save({
    ref: 'early',
    task: 'Early',
    owner: { kind: 'person', ref: 'stranger' },
    due_on: '2027-01-03',
  });
  // Seven in the morning in Dhaka: it is still the day of letters before.
  expect(await remindOfPoints(world.database, site, early)).toBe(0);
  expect(await letters()).toHaveLength(before.length);
  expect(await remindOn('2026-12-27')).toEqual({ stranger: ['Early: due soon'] });
});

test('a new date is reminded of anew', async () => {
  await save({
    ref: 'of-seat',
    task: 'Of the seat',
    owner: { kind: 'seat', ref: 's-member' },
    due_on: '2027-01-15',
  });
  expect(Object.keys(await remindOn('2027-01-10')).sort()).toEqual(['alternate', 'member', 'stranger']);
});
