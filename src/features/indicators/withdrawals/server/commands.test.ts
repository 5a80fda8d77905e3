import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evidenceInput } from '#features/files/schema.ts';
import * as files from '#features/files/server/commands.ts';
import { totalGaps } from '#features/indicators/checks/server/queries.ts';
import { figure, figures } from '#features/indicators/revisions/server/queries.ts';
import { indicatorInput, observationInput } from '#features/indicators/schema.ts';
import * as commands from '#features/indicators/server/commands.ts';
import { valuesAsCsv } from '#features/indicators/server/exports.ts';
import * as indicators from '#features/indicators/server/queries.ts';
import { placeInput } from '#features/places/schema.ts';
import * as places from '#features/places/server/commands.ts';
import { accountFor, openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import { written } from '#lib/translated.ts';
import { reinstate, withdraw } from './commands.ts';

const day = 86_400_000;
let world: TestDatabase;
let officer: Viewer;
let member: Viewer;
const value = (ref: string, number: number, more: object = {}) =>
  observationInput.parse({
    ...{ ref, indicator: 'n', from_on: '2024', until_on: '2025', value: number, source: 'report' },
    ...more,
  });
/** Saves as the officer, so many days after the instant of the tests. */
const save = (days: number, ...inputs: ReturnType<typeof value>[]) =>
  as(officer, (tx) => commands.saveObservations(tx, inputs), days);
const as = <T>(viewer: Viewer, work: (tx: Tx) => Promise<T>, days = 0) =>
  asViewer(
    world.database,
    { viewer, requestId: 'test', now: new Date(testNow.getTime() + days * day) },
    work,
  );
const reason = written('Counted twice.', 'en');
const now = { reason, today: '2026-11-23' };

beforeAll(async () => {
  world = await openTestDatabase();
  officer = await accountFor(world.database, 'officer', ['secretariat']);
  member = await accountFor(world.database, 'member', []);
  await world.asSecretariat(async (tx) => {
    await files.save(tx, [evidenceInput.parse({ ref: 'report', kind: 'publication', title: 'Report' })]);
    await places.save(
      tx,
      ['one', 'two'].map((ref) => placeInput.parse({ ref, name: ref, level: 'district' })),
    );
    await commands.save(tx, [
      indicatorInput.parse({
        ...{ ref: 'n', title: 'Number', unit: 'people', direction: 'up', theme: 'people' },
        ...{ least: 0, whole: true, baseline_value: 5, baseline_on: '2020', next_due_on: '2026-06' },
        targets: [{ on_date: '2030', value: 50 }],
      }),
    ]);
  });
}, 60_000);
afterAll(() => world.close());

describe('a figure that is withdrawn', () => {
  test('is used nowhere any more, and its address, the file and the register say so', async () => {
    await save(0, value('gone', 12), value('kept', 10, { from_on: '2023', until_on: '2024' }));
    await as(officer, (tx) => withdraw(tx, 'gone', { ...now, replacedBy: 'kept' }));
    await world.asPublic(async (tx) => {
      expect((await indicators.get(tx, 'n')).latest).toMatchObject({ value: 10 });
      expect((await indicators.observations(tx, 'n')).map(({ ref }) => ref)).toEqual(['kept']);
      expect(await indicators.differences(tx, 'n')).toEqual([]);
      const shown = await figure(tx, 'n', 'gone');
      expect(shown).toMatchObject({
        replacedBy: 'kept',
        revisions: [{ withdrawn: { on: '2026-11-23', reason } }, { withdrawn: null }],
      });
      const all = await indicators.observations(tx, 'n', { withWithdrawn: true });
      const csv = valuesAsCsv(await indicators.get(tx, 'n'), all);
      expect(csv).toContain('2026-11-23,Counted twice.');
      expect(csv).not.toMatch(/^gone,.*,12,/mu);
      const { rows, total } = await figures(tx, { withdrawn: true, page: 1, size: 10 });
      expect([rows.map(({ ref }) => ref), total]).toEqual([['gone'], 1]);
    });
  });

  test('can be taken back, once; withdrawing twice is refused', async () => {
    await expect(as(officer, (tx) => withdraw(tx, 'gone', now))).rejects.toMatchObject({
      code: 'indicator.already_withdrawn',
    });
    await as(officer, (tx) => reinstate(tx, 'gone'), 1);
    await expect(as(officer, (tx) => reinstate(tx, 'gone'), 1)).rejects.toMatchObject({
      code: 'indicator.not_withdrawn',
    });
    const { revisions } = await world.asPublic((tx) => figure(tx, 'n', 'gone'));
    expect(revisions.map(({ withdrawn }) => withdrawn !== null)).toEqual([false, true, false]);
  });

  test('is withdrawn by the secretariat alone', async () => {
    await expect(as(member, (tx) => withdraw(tx, 'kept', now))).rejects.toMatchObject({ status: 403 });
    await expect(world.asPublic((tx) => withdraw(tx, 'kept', now))).rejects.toMatchObject({ status: 403 });
  });
});

describe('what was known when', () => {
  test('is told as it was: before, between and today', async () => {
    await save(2, value('moving', 20, { from_on: '2022', until_on: '2023' }));
    await save(4, value('moving', 30, { from_on: '2022', until_on: '2023' }));
    const on = async (days: number) => {
      const knownAt = new Date(testNow.getTime() + days * day);
      const found = await world.asPublic((tx) => indicators.observations(tx, 'n', { knownAt }));
      return found.find(({ ref }) => ref === 'moving')?.value ?? null;
    };
    expect([await on(1), await on(3), await on(5)]).toEqual([null, 20, 30]);
    const { revisions } = await world.asPublic((tx) => figure(tx, 'n', 'moving'));
    expect(revisions.map((one) => one.value)).toEqual([30, 20]);
    expect(revisions[1]?.knownUntil).toEqual(revisions[0]?.knownFrom);
    expect(revisions[0]?.knownUntil).toBeNull();
  });

  test('as known today equals what stands', async () => {
    const knownAt = new Date(testNow.getTime() + 100 * day);
    const [then, stands] = await world.asPublic(async (tx) => [
      await indicators.observations(tx, 'n', { knownAt }),
      await indicators.observations(tx, 'n'),
    ]);
    expect(then).toEqual(stands);
  });

  test('a draft’s earlier values stay the desk’s own after it was published', async () => {
    await save(5, value('draft', 1, { from_on: '2021', until_on: '2022', published: false }));
    await save(6, value('draft', 2, { from_on: '2021', until_on: '2022' }));
    const { revisions } = await world.asPublic((tx) => figure(tx, 'n', 'draft'));
    expect(revisions.map((one) => one.value)).toEqual([2]);
    const seen = await as(member, (tx) => figure(tx, 'n', 'draft'));
    expect(seen.revisions.map((one) => one.value)).toEqual([2]);
    expect((await as(officer, (tx) => figure(tx, 'n', 'draft'))).revisions).toHaveLength(2);
  });

  test.each([
    ['changed', sql`update observation_revisions set stood = '{}'`],
    ['taken out', sql`delete from observation_revisions`],
    [
      'added to',
      sql`insert into observation_revisions (observation_id, number, stood, known_from) select id, 9, '{}', now() from observations`,
    ],
  ])('it cannot be %s, whatever the statement', async (_, statement) => {
    await expect(as(officer, (tx) => statement.execute(tx.db))).rejects.toThrow(
      /permission denied|what was known/u,
    );
  });
});

describe('a value that is not plausible', () => {
  test.each([
    ['below what can be', -1, 'indicator.value_too_small'],
    ['broken where only whole ones count', 1.5, 'indicator.value_not_whole'],
  ])('%s is refused', async (_, number, code) => {
    await expect(save(7, value('bad', number))).rejects.toMatchObject({ code });
  });

  test('far from the others is asked about, and taken once somebody says it is right', async () => {
    const series = [10, 11, 9, 10, 12].map((number, at) =>
      value(`s-${String(at)}`, number, {
        category: 'A',
        from_on: String(2010 + at),
        until_on: String(2011 + at),
        confirmed: true,
      }),
    );
    await save(7, ...series);
    const far = { category: 'A', from_on: '2018', until_on: '2019' };
    await expect(save(7, value('far', 900, far))).rejects.toMatchObject({ code: 'indicator.value_unusual' });
    await save(7, value('far', 900, { ...far, confirmed: true }));
    expect(await world.asPublic((tx) => figure(tx, 'n', 'far'))).toMatchObject({ ref: 'far' });
  });
});

test('a total that differs from its parts is flagged with both numbers, and nothing is mended', async () => {
  const at = { from_on: '2019', until_on: '2020', confirmed: true };
  await save(
    8,
    value('total', 100, at),
    value('w', 40, { ...at, sex: 'female' }),
    value('m', 60, { ...at, sex: 'male' }),
    value('d1', 30, { ...at, place: 'one' }),
    value('d2', 60, { ...at, place: 'two' }),
  );
  const gaps = await world.asPublic((tx) => totalGaps(tx, 'n'));
  expect(gaps.map(({ by, total, parts, n }) => [by, total, parts, n])).toEqual([['place', 100, 90, 2]]);
});

test('baseline and targets stand with the indicator; half a baseline is refused', async () => {
  const found = await world.asPublic((tx) => indicators.get(tx, 'n'));
  expect(found).toMatchObject({
    baseline: { value: 5, on: '2020' },
    targets: [{ on: '2030', value: 50 }],
    nextDue: '2026-06',
  });
  const half = indicatorInput.parse({
    ref: 'h',
    title: 'H',
    unit: 'x',
    direction: 'up',
    theme: 'people',
    baseline_value: 1,
  });
  await expect(world.asSecretariat((tx) => commands.save(tx, [half]))).rejects.toMatchObject({
    code: 'indicator.baseline_incomplete',
  });
});
