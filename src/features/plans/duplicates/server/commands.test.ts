import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitmentInput } from '#features/commitments/schema.ts';
import * as commitments from '#features/commitments/server/commands.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { placeInput } from '#features/places/schema.ts';
import * as places from '#features/places/server/commands.ts';
import * as overlaps from '#features/plans/overlaps/server/queries.ts';
import { dimensions, nothing, type Dimension } from '#features/plans/overlaps/schema.ts';
import { accountFor, openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import * as commands from './commands.ts';
import * as duplicates from './queries.ts';

let world: TestDatabase;
let anna: Viewer;
let member: Viewer;
const today = '2026-11-23';
const as = <T>(viewer: Viewer, work: (tx: Tx) => Promise<T>) =>
  asViewer(world.database, { viewer, requestId: 'test', now: testNow }, work);

type Given = {
  ref: string;
  title: object;
  lead?: string;
  partner?: string;
  from?: string;
  until?: string;
  items?: string[];
  commitments?: string[];
  places?: string[];
  parent?: string;
};

/** Rows as they stand in the tables: the commands of plans know the places from another branch on. */
const put = (given: Given) =>
  asSystem(world.database, 'seeds an action', async (db) => {
    const { ref, title, lead, partner, parent, from = null, until = null } = given;
    await sql`insert into actions (ref, title, organisation_id, parent_id, from_on, until_on, published_at, created_at, updated_at)
      values (${ref}, ${JSON.stringify({ source: 'en', status: {}, ...title })}::jsonb,
        (select id from organisations where ref = ${lead ?? null}), (select id from actions where ref = ${parent ?? null}),
        ${from}, ${until}, now(), now(), now())`.execute(db);
    const own = sql`(select id from actions where ref = ${ref})`;
    for (const item of given.items ?? [])
      await sql`insert into action_items (action_id, item_id, basis) select ${own}, id, 'own' from items where ref = ${item}`.execute(
        db,
      );
    for (const one of given.commitments ?? [])
      await sql`insert into action_commitments (action_id, commitment_id) select ${own}, id from commitments where ref = ${one}`.execute(
        db,
      );
    for (const place of given.places ?? [])
      await sql`insert into action_places (action_id, place_id) select ${own}, id from places where ref = ${place}`.execute(
        db,
      );
    if (partner)
      await sql`insert into action_partners (action_id, organisation_id, role)
        select ${own}, id, 'technical' from organisations where ref = ${partner}`.execute(db);
  });

beforeAll(async () => {
  world = await openTestDatabase();
  anna = await accountFor(world.database, 'anna', ['secretariat']);
  member = await accountFor(world.database, 'member', []);
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
    ]);
    const organisation = (ref: string) => organisationInput.parse({ ref, type: 'ministry', name: ref });
    await organisations.save(tx, [organisation('home'), organisation('labour'), organisation('idle')]);
    await frameworks.save(tx, [frameworkInput.parse({ ref: 'gcm', name: 'The Compact' })]);
    const item = (code: string) =>
      itemInput.parse({
        ref: `gcm-${code}`,
        framework: 'gcm',
        kind: 'objective',
        code,
        title: code,
        sort: Number(code),
      });
    await frameworks.saveItems(tx, [item('6'), item('7'), item('9')]);
    await frameworks.saveItems(tx, [
      itemInput.parse({ ...item('7'), ref: 'gcm-7-a', kind: 'action', code: 'a', parent: 'gcm-7' }),
    ]);
    const place = (ref: string, level: string, parent?: string) =>
      placeInput.parse({ ref, level, name: ref, parent });
    await places.save(tx, [place('050', 'country')]);
    await places.save(tx, [place('BD10', 'division', '050')]);
    await places.save(tx, [place('BD1001', 'district', 'BD10'), place('BD1002', 'district', 'BD10')]);
    await commitments.save(tx, [
      commitmentInput.parse({
        ref: 'c9',
        kind: 'pledge',
        title: 'c9',
        instrument: 'x',
        parties: [{ organisation: 'idle', role: 'maker' }],
        items: [{ item: 'gcm-9', basis: 'own' }],
      }),
    ]);
  });
  const hotline = { en: 'Hotline for migrant workers', bn: 'অভিবাসী কর্মীদের হটলাইন' };
  await put({
    ref: 'a1',
    title: hotline,
    lead: 'home',
    from: '2023',
    until: '2025',
    items: ['gcm-7'],
    places: ['BD1001'],
  });
  await put({
    ref: 'a2',
    title: { en: 'A hotline for migrant workers' },
    lead: 'labour',
    from: '2024-06',
    items: ['gcm-7-a'],
    places: ['BD10'],
  });
  await put({ ref: 'later', title: hotline, lead: 'labour', from: '2025', until: '2026', items: ['gcm-7'] });
  await put({
    ref: 'part',
    title: hotline,
    lead: 'home',
    from: '2023',
    until: '2025',
    items: ['gcm-7'],
    parent: 'a1',
  });
  await put({
    ref: 'kept',
    title: { en: 'Court registers' },
    partner: 'labour',
    from: '2023',
    until: '2024',
    commitments: ['c9'],
  });
  await put({ ref: 'bare', title: { en: 'Something else entirely' } });
}, 60_000);
afterAll(() => world.close());

const flagged = async (dismissed = false) => {
  const { rows, total } = await as(anna, (tx) => duplicates.flagged(tx, { dismissed, page: 1, size: 50 }));
  expect(total).toBe(rows.length);
  return rows;
};
const names = async (dismissed = false) =>
  (await flagged(dismissed)).map(({ one, other }) => `${one.ref} ${other.ref}`).sort();

describe('actions that may be the same', () => {
  test('two that meet in time and share objective, district or title are flagged with what they share', async () => {
    const pair = (await flagged()).find(({ one, other }) => one.ref === 'a1' && other.ref === 'a2');
    expect(pair).toMatchObject({ objectives: ['7'], districts: 1, dismissal: null });
    expect(pair?.likeness).toBeGreaterThan(0.4);
  });

  test('what never meets in time, and what is part of the other, is no duplicate', async () => {
    expect(await names()).toEqual(['a1 a2', 'a2 later', 'a2 part']);
  });

  test('a pair found different stays away, in whichever order it is named, until one of the two changes', async () => {
    await as(anna, (tx) => commands.dismiss(tx, ['a2', 'a1'], 'One is for returnees'));
    expect(await names()).toEqual(['a2 later', 'a2 part']);
    expect(await names(true)).toEqual(['a1 a2']);
    expect((await flagged(true))[0]?.dismissal).toMatchObject({
      reason: 'One is for returnees',
      isStale: false,
    });
    const change = (set: ReturnType<typeof sql>) =>
      asSystem(world.database, 'changes an action', (db) =>
        sql`update actions set ${set} where ref = 'a1'`.execute(db),
      );
    await change(sql`note = '{"source":"en","en":"x","status":{}}'::jsonb`);
    expect(await names(true)).toEqual(['a1 a2']);
    await change(sql`until_on = '2026'`);
    expect(await names()).toContain('a1 a2');
    expect(
      (await flagged()).find(({ one, other }) => one.ref === 'a1' && other.ref === 'a2')?.dismissal,
    ).toMatchObject({ isStale: true });
    await change(sql`until_on = '2025'`);
    expect(await names(true)).toEqual(['a1 a2']);
    await as(anna, (tx) => commands.recall(tx, ['a1', 'a2']));
    expect(await names()).toContain('a1 a2');
  });

  test('both records tell in their history that they were found different, and by whom', async () => {
    const { rows } = await as(anna, (tx) =>
      sql<{ ref: string; actor: string }>`select distinct ref, actor from history
        where kind = 'actions' and after ? 'not_the_same_as' order by ref`.execute(tx.db),
    );
    expect(rows.map(({ ref }) => ref)).toEqual(['a1', 'a2']);
  });

  test('a pair has no order: whatever is dismissed is found again the other way round', async () => {
    const refs = ['a1', 'a2', 'later', 'part', 'kept'];
    const pair = fc
      .tuple(fc.constantFrom(...refs), fc.constantFrom(...refs))
      .filter(([one, other]) => one !== other);
    await fc.assert(
      fc.asyncProperty(pair, async ([one, other]) => {
        await as(anna, async (tx) => {
          await commands.dismiss(tx, [one, other], 'for a test');
          await commands.dismiss(tx, [other, one], 'again');
          const { rows } = await sql`select from overlap_dismissals`.execute(tx.db);
          expect(rows).toHaveLength(1);
          await commands.recall(tx, [other, one]);
        });
      }),
      { numRuns: 12 },
    );
  });

  test('an attacker: nobody but the secretariat looks or dismisses, and a reason is needed', async () => {
    for (const viewer of [member, { kind: 'public' } as const]) {
      await expect(
        as(viewer, (tx) => duplicates.flagged(tx, { dismissed: false, page: 1, size: 5 })),
      ).rejects.toMatchObject({ status: 403 });
      await expect(as(viewer, (tx) => commands.dismiss(tx, ['a1', 'a2'], 'because'))).rejects.toMatchObject({
        status: 403,
      });
      await expect(as(viewer, (tx) => commands.recall(tx, ['a1', 'a2']))).rejects.toMatchObject({
        status: 403,
      });
      await expect(
        as(viewer, (tx) =>
          sql`insert into overlap_dismissals values (1, 2, 'because', '{}', null, now())`.execute(tx.db),
        ),
      ).rejects.toThrow();
    }
    await expect(as(anna, (tx) => commands.dismiss(tx, ['a1', 'a2'], ' x '))).rejects.toThrow(
      'record.reason_missing',
    );
    await expect(as(anna, (tx) => commands.dismiss(tx, ['a1', 'a1'], 'because'))).rejects.toMatchObject({
      status: 404,
    });
    await expect(as(anna, (tx) => commands.dismiss(tx, ['a1', 'nothing'], 'because'))).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('the map of overlaps and gaps', () => {
  const map = (rows: Dimension, columns: Dimension, narrowing = {}) =>
    as(anna, (tx) => overlaps.map(tx, { rows, columns, narrowing, page: 1, beside: 1 }, today));
  const cell = async (rows: Dimension, columns: Dimension, row: string, column: string) =>
    (await map(rows, columns)).cells.find((one) => one.row === row && one.column === column)?.actions ?? 0;

  test.each([
    ['an objective by its own item and by its letter', 'objective', 'organisation', 'gcm-7', 'labour', 2],
    ['an objective by the commitment an action carries', 'objective', 'organisation', 'gcm-9', 'labour', 1],
    ['an action without an end in every year until today', 'year', 'organisation', '2026', 'labour', 1],
    ['the last year of a half-open period', 'year', 'organisation', '2025', 'home', 0],
    ['a division in each of its districts', 'district', 'objective', 'BD1002', 'gcm-7', 1],
    ['what says nothing at all', 'district', 'objective', nothing, nothing, 1],
    ['an organisation that does nothing', 'objective', 'organisation', 'gcm-7', 'idle', 0],
  ] as const)('counts %s', async (_what, rows, columns, row, column, wanted) => {
    expect(await cell(rows, columns, row, column)).toBe(wanted);
  });

  test('every cell, the empty ones too, holds as many actions as the list behind it', async () => {
    for (const rows of dimensions)
      for (const columns of dimensions.filter((one) => one !== rows)) {
        const { cells, rows: sides, columns: tops, total } = await map(rows, columns);
        let empty = 0;
        for (const side of sides)
          for (const top of tops) {
            const { total: listed } = await as(anna, (tx) =>
              overlaps.actions(tx, { [rows]: side.key, [columns]: top.key }, { page: 1, size: 5, today }),
            );
            const shown = cells.find((one) => one.row === side.key && one.column === top.key)?.actions ?? 0;
            expect([rows, columns, side.key, top.key, shown]).toEqual([
              rows,
              columns,
              side.key,
              top.key,
              listed,
            ]);
            if (listed === 0 && side.key !== nothing && top.key !== nothing) empty += 1;
          }
        expect([rows, columns, total.empty]).toEqual([rows, columns, empty]);
      }
  }, 60_000);

  test('an objective and an organisation that nobody works on have a row and a column', async () => {
    const { rows, columns } = await map('objective', 'organisation');
    expect(rows.map(({ key }) => key)).toEqual(['gcm-6', 'gcm-7', 'gcm-9', nothing]);
    expect(columns.map(({ key }) => key)).toEqual(['home', 'idle', 'labour', nothing]);
  });

  test('the other dimensions narrow it', async () => {
    const { cells } = await map('objective', 'organisation', { year: '2023' });
    expect(cells.filter(({ column }) => column === 'labour')).toEqual([
      { row: 'gcm-9', column: 'labour', actions: 1 },
    ]);
  });

  test('a member and the public are refused', async () => {
    for (const viewer of [member, { kind: 'public' } as const]) {
      const asked = { rows: 'objective', columns: 'year', narrowing: {}, page: 1, beside: 1 } as const;
      await expect(as(viewer, (tx) => overlaps.map(tx, asked, today))).rejects.toMatchObject({ status: 403 });
      await expect(
        as(viewer, (tx) => overlaps.actions(tx, {}, { page: 1, size: 5, today })),
      ).rejects.toMatchObject({ status: 403 });
    }
  });
});
