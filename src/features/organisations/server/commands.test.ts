import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as organisations from './commands.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat((tx) =>
    organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
    ]),
  );
}, 60_000);
afterAll(() => world.close());

const ministry = (fields: object) =>
  organisationInput.parse({ ref: 'moe', type: 'ministry', name: 'Ministry', ...fields });

describe('saving an organisation', () => {
  test('creates it, then changes only what differs, then nothing', async () => {
    const outcomes = [];
    for (const name of [
      'Ministry of Expatriates',
      'Ministry of Expatriates’ Welfare',
      'Ministry of Expatriates’ Welfare',
    ]) {
      const [saved] = await world.asSecretariat((tx) => organisations.save(tx, [ministry({ name })]));
      outcomes.push(saved?.outcome);
    }
    expect(outcomes).toEqual(['created', 'changed', 'unchanged']);

    const history = await world.asSecretariat((tx) =>
      tx.db
        .selectFrom('history')
        .select(['action', 'before', 'after'])
        .where('ref', '=', 'moe')
        .orderBy('id')
        .execute(),
    );
    expect(history.map((row) => row.action)).toEqual(['create', 'change']);
    expect(Object.keys(history[1]?.after ?? {})).toEqual(['name']);
  });

  test('keeps a draft from the public, also in the register', async () => {
    await world.asSecretariat((tx) => organisations.save(tx, [ministry({ ref: 'draft', published: false })]));
    const seen = await world.asPublic(async (tx) => ({
      rows: await tx.db.selectFrom('organisations').select('ref').where('ref', '=', 'draft').execute(),
      registered: await tx.db.selectFrom('records').select('ref').where('ref', '=', 'draft').execute(),
    }));
    expect(seen).toEqual({ rows: [], registered: [] });
  });

  test('refuses the public', async () => {
    await expect(world.asPublic((tx) => organisations.save(tx, [ministry({ ref: 'x' })]))).rejects.toThrow(
      'refused',
    );
  });

  test('a pack leaves alone what a person has edited', async () => {
    const load = (name: string) =>
      world.asSecretariat((tx) => organisations.save(tx, [ministry({ ref: 'p', name })]), 'pack');
    await load('From pack 1');
    await world.asSecretariat((tx) => organisations.save(tx, [ministry({ ref: 'p', name: 'Edited here' })]));
    const [saved] = await load('From pack 2');
    expect(saved).toMatchObject({ outcome: 'unchanged', kept: ['name'] });
  });
});
