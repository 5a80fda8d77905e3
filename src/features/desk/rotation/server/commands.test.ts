import { afterAll, beforeAll, expect, test } from 'vitest';
import { seatedOn } from '#features/bodies/seats/rules.ts';
import * as seats from '#features/bodies/seats/server/queries.ts';
import { openMinutesWorld, type Reader } from '#features/meetings/minutes/server/testing.ts';
import { shifted } from '#lib/dates.ts';
import type { Typed } from '#lib/forms/fields.ts';
import { rotate } from './commands.ts';
import { plan } from './queries.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
beforeAll(async () => {
  world = await openMinutesWorld();
}, 120_000);
afterAll(() => world.close());

const year: Typed = {
  role: 'chair',
  from_on: '১ জানুয়ারি ২০২৭',
  months: '6',
  'turns.0.organisation': 'IOM',
  'turns.1.organisation': 'Ministry of Labour',
};
const as = (reader: Reader, typed: Typed) => world.as(reader, (tx) => rotate(tx, 'labour', typed));

test('nobody but the secretariat rotates a chair, and a wrong form changes nothing', async () => {
  for (const reader of ['chair', 'member', 'outsider', 'stranger', 'public'] as const)
    await expect(as(reader, year)).rejects.toMatchObject({ status: 403 });
  await expect(as('secretariat', { ...year, from_on: '2027' })).rejects.toMatchObject({
    problems: [{ control: 'from_on', message: 'form_error_date' }],
  });
  await expect(as('secretariat', { ...year, 'turns.1.organisation': 'Nobody' })).rejects.toMatchObject({
    problems: [{ control: 'turns.1.organisation', message: 'form_error_unknown' }],
  });
  expect((await world.asSecretariat((tx) => seats.list(tx, { body: 'labour' }))).length).toBe(3);
});

test('it is shown before it is done: terms, who represents, what ends', async () => {
  const { terms, ending } = await world.as('secretariat', (tx) => plan(tx, 'labour', year));
  expect(terms.map(({ organisation, from, until }) => [organisation, from, until])).toEqual([
    ['iom', '2027-01-01', '2027-07-01'],
    ['mol', '2027-07-01', '2028-01-01'],
  ]);
  expect(terms[0]?.holders.map(({ ref, capacity }) => [ref, capacity])).toEqual([
    ['member', 'representative'],
    ['alternate', 'alternate'],
  ]);
  expect(ending.map(({ ref }) => ref)).toEqual(['s-chair']);
  expect((await world.asSecretariat((tx) => seats.list(tx, { body: 'labour' }))).length).toBe(3);
});

test('there is one chair on every day of the year, and it is not done twice', async () => {
  await as('secretariat', year);
  const all = await world.asSecretariat((tx) => seats.list(tx, { body: 'labour' }));
  for (let day = '2026-12-25'; day < '2028-01-01'; day = shifted(day, 3)) {
    const chairs = seatedOn(all, day).filter(({ role }) => role === 'chair');
    expect([day, chairs.length]).toEqual([day, 1]);
  }
  await expect(as('secretariat', year)).rejects.toMatchObject({
    problems: [{ message: 'rotation_error_later' }],
  });
});
