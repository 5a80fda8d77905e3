import { describe, expect, test } from 'vitest';
import {
  commonQualifier,
  drawnPeriod,
  gridOf,
  isPatchwork,
  notesOf,
  periodGroups,
  seriesOf,
  sourcesOf,
  viewsOf,
  type Observation,
} from './rules.ts';

const text = (en: string) => ({ source: 'en' as const, en, status: {} });
const source = (ref: string) => ({ ref, title: text(`Report ${ref}`), producer: null });
let counter = 0;

/** A yearly total of the own country, unless something else is said. */
function value(from: string, number: number, other: Partial<Observation> = {}): Observation {
  counter += 1;
  return {
    ...{ ref: `v${String(counter)}`, from, until: String(Number(from.slice(0, 4)) + 1), yearly: true },
    ...{ value: number, qualifier: null, flagged: false, note: null, version: 1 },
    ...{ place: null, home: true, destination: null, sex: null, category: null },
    ...{ source: source('a'), producer: null, cutoff: null, edition: null, withdrawn: null },
    ...other,
  };
}

describe('comparable series', () => {
  test.each([
    ['source', { source: source('b') }],
    ['producer', { producer: text('Police') }],
    ['edition', { edition: '2020' }],
    ['sex', { sex: 'female' as const }],
    ['destination', { destination: { ref: '682', name: text('Saudi Arabia') } }],
    ['category', { category: text('Skilled') }],
    ['place', { place: { ref: '524', name: text('Nepal') }, home: false }],
    ['length of the period', { yearly: false, until: '2021-04' }],
    ['beginning of the year', { from: '2020-07', until: '2021-07' }],
  ])('values that differ in their %s do not share a line', (_, other) => {
    const series = seriesOf([value('2019', 1), value('2020', 2, other)]);
    expect(series).toHaveLength(2);
  });

  test('values alike but for the period share one, the year written in any precision', () => {
    const series = seriesOf([value('2019', 1), value('2020-01', 2, { until: '2021-01' })]);
    expect(series.map((one) => one.points.map((point) => point.value))).toEqual([[1, 2]]);
  });
});

describe('what the page draws', () => {
  test('every value is in exactly one view', () => {
    const part = (name: string) => ({ category: text(name), yearly: false, until: '2021-03' });
    const values = [
      value('2019', 1),
      value('2020', 2),
      value('2019', 1, { sex: 'female' }),
      value('2020', 1, { sex: 'female' }),
      value('2020', 9, { place: { ref: '524', name: text('Nepal') }, home: false }),
      value('2019', 8, { place: { ref: '524', name: text('Nepal') }, home: false }),
      value('2021', 5, part('Filed')),
      value('2021', 3, part('Pending')),
      value('2021', 3, { source: source('c'), category: text('Alone') }),
      value('2021', 3, { yearly: false, until: '2021-05' }),
      value('2021', 3, { sex: 'male', category: text('Filed') }),
    ];
    const views = viewsOf(seriesOf(values));
    const drawn = [...views.trend, ...views.bySex, ...views.byCountry].flatMap((one) => one.points);
    const parts = views.breakdowns.flatMap((one) =>
      one.rows.flatMap((row) => row.cells.filter((cell) => cell !== null)),
    );
    const shown = [...drawn, ...parts, ...views.rest].map((one) => one.ref);
    expect(shown.toSorted()).toEqual(values.map((one) => one.ref).toSorted());
    expect(views.rest).toHaveLength(3);
  });

  test('one period makes no line', () => {
    const views = viewsOf(seriesOf([value('2020', 2), value('2020', 3, { source: source('b') })]));
    expect(views.trend).toEqual([]);
    expect(views.rest).toHaveLength(2);
  });

  test('a second value of the same part and period is not lost', () => {
    const part = (name: string) => ({ category: text(name) });
    const values = [
      value('2020', 1, part('A')),
      value('2020', 2, part('B')),
      value('2020', 3, { ...part('A'), edition: '2' }),
    ];
    const { breakdowns, rest } = viewsOf(seriesOf(values));
    const cells = breakdowns.flatMap((one) => one.rows.flatMap((row) => row.cells));
    expect([...cells, ...rest].filter((cell) => cell !== null)).toHaveLength(3);
  });

  test('a breakdown is drawn for the newest whole year with several parts, the largest first', () => {
    const part = (name: string) => ({ category: text(name) });
    const eightDays = { yearly: false, until: '2020-01-09' };
    const values = [
      value('2019', 1, part('A')),
      value('2019', 7, part('B')),
      value('2020', 5, { ...part('A'), ...eightDays }),
      value('2020', 4, { ...part('B'), ...eightDays }),
    ];
    const [breakdown] = viewsOf(seriesOf(values)).breakdowns;
    expect(breakdown && drawnPeriod(breakdown)).toBe(1);
    expect(breakdown?.periods.map((one) => one.from)).toEqual(['2020', '2019']);
    expect(breakdown?.rows.map((row) => row.name.en)).toEqual(['B', 'A']);
  });
});

describe('side by side', () => {
  test('a grid has a row for each period of any series, and gaps where a series has no value', () => {
    const series = seriesOf([value('2019', 1), value('2018', 2, { source: source('b') }), value('2020', 3)]);
    const grid = gridOf(series).map((row) => [row.from, ...row.cells.map((cell) => cell?.value ?? null)]);
    expect(grid).toEqual([
      ['2018', null, 2],
      ['2019', 1, null],
      ['2020', 3, null],
    ]);
  });

  test('a year missing between two is named, a long gap is not, and the highest of a year comes first', () => {
    const groups = periodGroups(
      seriesOf([
        value('1976', 1),
        value('2017', 2),
        value('2019', 3),
        value('2019', 4, { source: source('b') }),
      ]),
    );
    expect(groups.map((group) => [group.from, ...group.points.map((point) => point.value)])).toEqual([
      ['1976', 1],
      ['2017', 2],
      ['2018'],
      ['2019', 4, 3],
    ]);
  });

  test('few values from many sources are no lines', () => {
    const many = ['a', 'b', 'c'].flatMap((ref) => [
      value('2019', 1, { source: source(ref) }),
      value('2020', 1, { source: source(ref) }),
    ]);
    expect(isPatchwork(seriesOf(many))).toBe(true);
    expect(isPatchwork(seriesOf(many.filter((one) => one.source.ref === 'a')))).toBe(false);
  });

  test('a note said of many values is told once; what needs checking comes first', () => {
    const note = text('Earlier cut');
    const notes = notesOf([
      value('2019', 1, { note }),
      value('2020', 2, { note }),
      value('2021', 3),
      value('2022', 9, { flagged: true }),
    ]);
    expect(notes.map((one) => [one.flagged, one.points.length])).toEqual([
      [true, 1],
      [false, 2],
    ]);
  });

  test('a source is named once, with its newest cut-off', () => {
    const uses = sourcesOf([
      value('2019', 1, { cutoff: '2019-12' }),
      value('2020', 2, { cutoff: '2020-11' }),
      value('2021', 3),
    ]);
    expect(uses).toMatchObject([{ cutoff: '2020-11', edition: null }]);
  });

  test('a qualifier stands once for all only when all have it', () => {
    const minimum = { qualifier: 'minimum' as const };
    expect(commonQualifier([value('2019', 1, minimum), value('2020', 2, minimum)])).toBe('minimum');
    expect(commonQualifier([value('2019', 1, minimum), value('2020', 2)])).toBeNull();
  });
});
