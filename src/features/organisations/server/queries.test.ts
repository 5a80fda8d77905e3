import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisationInput, organisationTypeInput, positionInput } from '#features/organisations/schema.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import * as peopleQueries from '#features/people/server/queries.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as commands from './commands.ts';
import * as organisations from './queries.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await commands.saveTypes(
      tx,
      [
        { ref: 'ministry', name: 'Ministry', sector: 'government', sort: 1 },
        { ref: 'un-agency', name: 'UN agency', sector: 'un', sort: 2 },
        { ref: 'unused', name: 'Bank', sector: 'private', sort: 0 },
      ].map((row) => organisationTypeInput.parse(row)),
    );
    await commands.save(
      tx,
      [
        { ref: 'iom', type: 'un-agency', name: { en: 'International Organization', bn: 'আন্তর্জাতিক সংস্থা' } },
        { ref: 'home', type: 'ministry', name: { en: 'Home Affairs', bn: 'স্বরাষ্ট্র' } },
        { ref: 'expat', type: 'ministry', name: { en: 'expatriates’ Welfare', bn: 'প্রবাসী কল্যাণ' } },
        { ref: 'bureau', type: 'ministry', parent: 'expat', name: { en: 'Bureau', bn: 'জনশক্তি ব্যুরো' } },
        { ref: 'draft', type: 'ministry', name: 'A draft', published: false },
      ].map((row) => organisationInput.parse(row)),
    );
    await people.save(
      tx,
      ['first', 'second'].map((ref) => personInput.parse({ ref, name: ref })),
    );
    await commands.savePositions(
      tx,
      [
        { ref: 'then', person: 'first', title: 'Secretary', from_on: '2019', until_on: '2022' },
        { ref: 'now', person: 'second', title: 'Secretary', from_on: '2022' },
      ].map((row) => positionInput.parse({ ...row, organisation: 'expat' })),
    );
  });
}, 60_000);
afterAll(() => world.close());

const listed = (filter: Partial<organisations.OrganisationFilter>) =>
  world.asPublic(async (tx) => {
    const all = { lang: 'en' as const, sort: 'name' as const, page: 1, size: 10 };
    const { rows, total, page } = await organisations.list(tx, { ...all, ...filter });
    return { refs: rows.map(({ ref }) => ref), total, page };
  });

describe('the list of organisations', () => {
  test('is sorted as the language sorts, without regard to capitals; drafts are not in it', async () => {
    expect(await listed({})).toEqual({ refs: ['bureau', 'expat', 'home', 'iom'], total: 4, page: 1 });
    expect((await listed({ lang: 'bn' })).refs).toEqual(['iom', 'bureau', 'expat', 'home']);
    expect((await listed({ sort: '-name' })).refs).toEqual(['iom', 'home', 'expat', 'bureau']);
  });

  test('by type keeps the names in order, also downwards', async () => {
    expect((await listed({ sort: '-type' })).refs).toEqual(['iom', 'bureau', 'expat', 'home']);
  });

  test('is cut into pages; a page beyond its end is the last one', async () => {
    expect(await listed({ page: 9, size: 3 })).toEqual({ refs: ['iom'], total: 4, page: 2 });
  });

  test('is narrowed by type and by sector; an unknown type finds nothing', async () => {
    expect((await listed({ sector: 'un' })).refs).toEqual(['iom']);
    expect(await listed({ type: 'no-such' })).toEqual({ refs: [], total: 0, page: 1 });
  });

  test('offers the types that are used, in the order of the country', async () => {
    const types = await world.asPublic((tx) => organisations.types(tx));
    expect(types.map(({ ref }) => ref)).toEqual(['ministry', 'un-agency']);
  });
});

test('an organisation names what is above and below it', async () => {
  const [expat, bureau] = await world.asPublic((tx) =>
    Promise.all([organisations.get(tx, 'expat'), organisations.get(tx, 'bureau')]),
  );
  expect(expat.children.map(({ ref }) => ref)).toEqual(['bureau']);
  expect(bureau.parent?.ref).toBe('expat');
});

test('who is in office comes before who was', async () => {
  const held = await world.asPublic((tx) => organisations.positions(tx, { organisation: 'expat' }));
  expect(held.map(({ ref }) => ref)).toEqual(['now', 'then']);
});

test('a draft is not found by the public, and is by the secretariat', async () => {
  await expect(world.asPublic((tx) => organisations.get(tx, 'draft'))).rejects.toThrow('not_found');
  await expect(world.asPublic((tx) => peopleQueries.get(tx, 'nobody'))).rejects.toThrow('not_found');
  const seen = await world.asSecretariat((tx) => organisations.get(tx, 'draft'));
  expect(seen.ref).toBe('draft');
});
