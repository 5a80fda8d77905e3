import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeInput } from '#features/places/schema.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as commands from './commands.ts';
import * as places from './queries.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  const place = (ref: string, level: string, fields: object) =>
    placeInput.parse({ ref, level, name: ref, ...fields });
  await world.asSecretariat((tx) =>
    commands.save(tx, [
      place('050', 'country', { iso3: 'BGD' }),
      place('BD30', 'division', { parent: '050', latitude: '23.8', longitude: '90.4' }),
      place('BD20', 'division', { parent: '050' }),
      place('BD99', 'division', { parent: '050', published: false }),
    ]),
  );
}, 60_000);
afterAll(() => world.close());

test('a place names the one it lies in and, in order, the public ones in it', async () => {
  const country = await world.asPublic((tx) => places.get(tx, '050'));
  expect(country).toMatchObject({ parent: null, childLevel: 'division', iso3: 'BGD' });
  expect(country.children.map(({ ref }) => ref)).toEqual(['BD20', 'BD30']);
  const division = await world.asPublic((tx) => places.get(tx, 'BD30'));
  expect(division).toMatchObject({
    parent: { ref: '050', level: 'country' },
    childLevel: null,
    latitude: 23.8,
  });
});

test('a draft place is not found by the public', async () => {
  await expect(world.asPublic((tx) => places.get(tx, 'BD99'))).rejects.toThrow('record.not_found');
});
