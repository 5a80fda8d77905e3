import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evidenceInput } from '#features/files/schema.ts';
import * as files from '#features/files/server/commands.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { indicatorInput, observationInput } from '#features/indicators/schema.ts';
import { placeInput } from '#features/places/schema.ts';
import * as places from '#features/places/server/commands.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as located from '#features/indicators/places/server/queries.ts';
import * as commands from './commands.ts';
import { csvMetadata, valuesAsCsv } from './exports.ts';
import * as indicators from './queries.ts';

let world: TestDatabase;
const year = (from: number) => ({ from_on: String(from), until_on: String(from + 1) });

beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    const evidence = (ref: string, published_on: string) =>
      evidenceInput.parse({
        ref,
        kind: 'press',
        title: `Report ${ref}`,
        producer: `Press ${ref}`,
        published_on,
      });
    await files.save(tx, [evidence('old', '2024'), evidence('new', '2025')]);
    await places.save(tx, [
      placeInput.parse({ ref: '050', level: 'country', name: { en: 'Bangladesh', bn: 'বাংলাদেশ' } }),
      placeInput.parse({ ref: '524', level: 'country', name: 'Nepal' }),
      placeInput.parse({ ref: 'BD10', level: 'division', name: 'Barishal', parent: '050' }),
      placeInput.parse({ ref: 'BD1004', level: 'district', name: 'Barguna', parent: 'BD10' }),
      placeInput.parse({ ref: 'BD1006', level: 'district', name: 'Barishal', parent: 'BD10' }),
    ]);
    await frameworks.save(tx, [frameworkInput.parse({ ref: 'gcm', name: 'Compact' })]);
    await frameworks.saveItems(tx, [
      itemInput.parse({
        ref: 'gcm-6',
        framework: 'gcm',
        kind: 'objective',
        code: '6',
        sort: 6,
        title: 'Recruitment',
      }),
    ]);
    const indicator = (ref: string, other: object = {}) =>
      indicatorInput.parse({
        ref,
        title: `Title of ${ref}`,
        unit: 'people',
        direction: 'none',
        theme: 'departures',
        ...other,
      });
    await commands.save(tx, [
      indicator('departures', { sort: 2, items: [{ item: 'gcm-6', basis: 'own' }], finding: '=cmd|calc' }),
      indicator('cost', { sort: 1, theme: 'remittances', decimals: 1 }),
      indicator('population', { sort: 9, map: true }),
      indicator('unsorted'),
      indicator('draft', { published: false, items: [{ item: 'gcm-6', basis: 'own' }] }),
    ]);
    let count = 0;
    const observation = (fields: object) => {
      count += 1;
      return observationInput.parse({
        ref: `o${String(count)}`,
        indicator: 'departures',
        place: '050',
        source: 'old',
        ...fields,
      });
    };
    await commands.saveObservations(tx, [
      observation({ ref: 'total-2023', ...year(2023), value: 100 }),
      observation({
        ref: 'total-2024',
        ...year(2024),
        value: 200,
        note: { en: '=HYPERLINK("x")', bn: 'টীকা' },
      }),
      observation({ ref: 'other-2024', ...year(2024), value: 220, source: 'new', producer: 'Ministry' }),
      observation({ ref: 'part-2025', from_on: '2025', until_on: '2025-04', value: 55 }),
      observation({ ref: 'women-2026', ...year(2026), value: 9, sex: 'female' }),
      observation({ ref: 'nepal-2026', ...year(2026), value: 1, place: '524' }),
      observation({ ref: 'draft-2026', ...year(2026), value: 999, published: false }),
      observation({ ref: 'to-nepal-2024', ...year(2024), value: 3, destination: '524' }),
      observation({ indicator: 'cost', ...year(2023), value: 3.41 }),
      observation({ indicator: 'cost', ...year(2023), value: 3.44, source: 'new' }),
      observation({ indicator: 'cost', ref: 'flagged', ...year(2024), value: -7.7, flagged: true }),
      observation({ indicator: 'cost', ref: 'sound', ...year(2024), value: -7.5 }),
      observation({ indicator: 'population', ref: 'p-old', ...year(2001), value: 1, place: 'BD1004' }),
      observation({ indicator: 'population', ref: 'p-a', ...year(2011), value: 10, place: 'BD1004' }),
      observation({ indicator: 'population', ref: 'p-b', ...year(2011), value: 20, place: 'BD1006' }),
      observation({
        indicator: 'population',
        ref: 'p-bw',
        ...year(2011),
        value: 11,
        place: 'BD1006',
        sex: 'female',
      }),
    ]);
  });
}, 60_000);
afterAll(() => world.close());

describe('the list', () => {
  test('stands in its order, what has none last; drafts are not there', async () => {
    const list = await world.asPublic((tx) => indicators.list(tx));
    expect(list.map((one) => one.ref)).toEqual(['cost', 'departures', 'population', 'unsorted']);
    const featured = await world.asPublic((tx) => indicators.list(tx, { featured: true }));
    expect(featured.map((one) => one.ref)).toEqual(['cost', 'departures']);
    const themed = await world.asPublic((tx) => indicators.list(tx, { theme: 'no such theme' }));
    expect(themed).toEqual([]);
  });

  test('the newest total is about the own country as a whole, published, and says that another source differs', async () => {
    const [cost, departures, population] = await world.asPublic((tx) => indicators.list(tx));
    expect(departures?.latest).toMatchObject({ value: 55, from: '2025', until: '2025-04', others: 0 });
    expect(cost?.latest).toMatchObject({ value: -7.5, flagged: false, others: 1 });
    expect(population?.latest).toBeNull();
  });

  test('themes come in the order of their first indicator', async () => {
    const themes = await world.asPublic((tx) => indicators.themes(tx));
    expect(themes).toEqual([
      { theme: 'remittances', total: 4 },
      { theme: 'departures', total: 4 },
    ]);
  });
});

describe('one indicator', () => {
  test('keeps sources that differ side by side, the highest first, and measures the difference', async () => {
    const differences = await world.asPublic((tx) => indicators.differences(tx, 'departures'));
    expect(differences).toMatchObject([
      { from: '2024', spread: 20, percent: 10, values: [{ value: 220 }, { value: 200 }] },
    ]);
  });

  test('values that are told alike do not differ', async () => {
    const differences = await world.asPublic((tx) => indicators.differences(tx, 'cost'));
    expect(differences.map((one) => one.from)).toEqual(['2024']);
  });

  test('its series are separate by source, sex, destination, country and length of period', async () => {
    const series = await world.asPublic((tx) => indicators.series(tx, 'departures'));
    expect(series.map((one) => one.points.map((point) => point.ref))).toEqual([
      ['total-2023', 'total-2024'],
      ['other-2024'],
      ['to-nepal-2024'],
      ['part-2025'],
      ['women-2026'],
      ['nepal-2026'],
    ]);
    expect(series.find((one) => one.place?.ref === '524')?.home).toBe(false);
  });

  test('a draft value is seen by the secretariat only', async () => {
    const seen = async (ask: TestDatabase['asPublic']) =>
      (await ask((tx) => indicators.observations(tx, 'departures'))).some((one) => one.ref === 'draft-2026');
    expect([await seen(world.asPublic), await seen(world.asSecretariat)]).toEqual([false, true]);
  });

  test('one that does not exist, or is a draft, is not found', async () => {
    for (const ref of ['draft', 'nothing', "x'; --"]) {
      await expect(world.asPublic((tx) => indicators.get(tx, ref))).rejects.toThrow('record.not_found');
    }
  });
});

describe('by place and aim', () => {
  test('districts come with the newest period only, women beside the total', async () => {
    const districts = await world.asPublic((tx) => located.byDistrict(tx, 'population'));
    expect(districts).toMatchObject({
      from: '2011',
      values: [{ total: { ref: 'p-a' } }, { total: { ref: 'p-b' }, female: { value: 11 }, male: null }],
    });
    expect(await world.asPublic((tx) => located.byDistrict(tx, 'departures'))).toBeNull();
  });

  test('a place has its newest whole value, and the one of people who went there', async () => {
    const nepal = await world.asPublic((tx) => located.atPlace(tx, '524'));
    expect(nepal).toMatchObject([
      { ref: 'departures', as: 'destination', latest: { value: 3 } },
      { ref: 'departures', as: 'place', latest: { value: 1 } },
    ]);
    const district = await world.asPublic((tx) => located.atPlace(tx, 'BD1006'));
    expect(district).toMatchObject([{ ref: 'population', latest: { value: 20 } }]);
  });

  test('an objective has the published indicators that speak for it', async () => {
    const found = await world.asPublic((tx) => indicators.forItem(tx, 'gcm-6'));
    expect(found.map((one) => one.ref)).toEqual(['departures']);
  });
});

describe('the CSV file', () => {
  const csv = async (ref: string) => {
    const [indicator, values] = await world.asPublic(async (tx) => [
      await indicators.get(tx, ref),
      await indicators.observations(tx, ref),
    ]);
    return { indicator, text: valuesAsCsv(indicator, values) };
  };

  test('has every value once, both languages, and nothing a spreadsheet would run', async () => {
    const { text } = await csv('departures');
    const rows = parse<Record<string, string>>(text, { bom: true, columns: true });
    expect(rows).toHaveLength(7);
    const row = rows.find((one) => one['reference'] === 'total-2024');
    expect(row).toMatchObject({ value: '200', place_name_bn: 'বাংলাদেশ', flagged: 'false', note_bn: 'টীকা' });
    expect(row?.['note_en']).toBe('\'=HYPERLINK("x")');
  });

  test('keeps a negative number a number', async () => {
    const rows = parse<Record<string, string>>((await csv('cost')).text, { bom: true, columns: true });
    expect(rows.find((one) => one['reference'] === 'flagged')).toMatchObject({
      value: '-7.7',
      flagged: 'true',
    });
  });

  test('every column is described', async () => {
    const { indicator, text } = await csv('cost');
    const described = JSON.stringify(csvMetadata(indicator, 'data.csv'));
    const header =
      text
        .replace(/^\uFEFF/u, '')
        .split('\r\n')[0]
        ?.split(',') ?? [];
    expect(header.length).toBeGreaterThan(20);
    expect(header.filter((name) => !described.includes(`"name":"${name}"`))).toEqual([]);
  });
});
