import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineChart } from './line-chart.ts';
import type { LineChartInput, LinePoint } from './line-input.ts';
import { runsOf } from './line-marks.ts';
import { timeOf } from './period-axis.ts';
import type { Size } from './sheet.ts';
import { textWidth } from './text-width.ts';

const yearly = fc
  .uniqueArray(
    fc.record({
      period: fc.integer({ min: 1990, max: 2024 }).map(String),
      value: fc.option(fc.integer({ min: 0, max: 900 }).map((tenths) => tenths / 10)),
    }),
    { selector: ({ period }) => period, minLength: 1, maxLength: 30 },
  )
  .map((points) => points.sort((a, b) => timeOf(a.period) - timeOf(b.period)));

it('runs hold every known value once, in order', () => {
  fc.assert(
    fc.property(yearly, (points) => {
      const known = points.filter(({ value }) => value !== null);
      expect(runsOf(points, []).flat()).toEqual(known);
    }),
  );
});

it('no run crosses a missing value or a break', () => {
  fc.assert(
    fc.property(yearly, fc.integer({ min: 1990, max: 2024 }), (points, breakAt) => {
      for (const run of runsOf(points, [breakAt])) {
        const [first, last] = [timeOf(run[0]?.period ?? ''), timeOf(run.at(-1)?.period ?? '')];
        const inside = points.filter(({ period }) => timeOf(period) >= first && timeOf(period) <= last);
        expect(inside.every(({ value }) => value !== null)).toBe(true);
        expect(first < breakAt && breakAt <= last).toBe(false);
      }
    }),
  );
});

const at = (...years: number[]): LinePoint[] =>
  years.map((year) => ({ period: String(year), value: year - 1990 }));

it.each<[string, LinePoint[], number[]]>([
  ['no year missing: one run', at(2018, 2019, 2020), [3]],
  ['a year left out: a gap', at(2016, 2017, 2018, 2020, 2021), [3, 2]],
  ['every fifth year: still a line', at(1990, 1995, 2000, 2005, 2010, 2015, 2019), [7]],
  ['two gaps leave a value alone', at(2010, 2011, 2012, 2015, 2018, 2019, 2020), [3, 1, 3]],
  ['one value', at(2020), [1]],
])('%s', (_what, points, lengths) => {
  expect(runsOf(points, []).map((run) => run.length)).toEqual(lengths);
});

const sizes: Size[] = ['narrow', 'wide'];
const chart: LineChartInput = {
  lang: 'bn',
  series: [
    { name: 'বাংলাদেশ', points: at(2016, 2017, 2018, 2020) },
    { name: 'ভারত', points: at(2016, 2017, 2018).map((point) => ({ ...point, value: 26 })), quiet: true },
    { name: 'নেপাল', points: at(2016, 2020), quiet: true },
  ],
  levels: [
    { kind: 'target', label: '২০৩০ সালের লক্ষ্যমাত্রা', value: 30, period: '2030' },
    { kind: 'baseline', label: 'ভিত্তি', value: 29.5 },
  ],
  breaks: [{ period: '2018', note: 'সংজ্ঞা বদলেছে' }],
};

it.each(sizes)('every mark and label of a %s chart stands on the sheet', (size) => {
  const drawing = lineChart(chart, size);
  const { sheet, plot } = drawing;
  for (const { x, y } of drawing.series.flatMap(({ dots }) => dots)) {
    expect(x).toBeGreaterThanOrEqual(plot.left);
    expect(x).toBeLessThanOrEqual(plot.right);
    expect(y).toBeGreaterThanOrEqual(plot.top);
    expect(y).toBeLessThanOrEqual(plot.bottom);
  }
  for (const { x, y, lines } of drawing.labels) {
    const longest = Math.max(...lines.map(({ words, value }) => textWidth(`${words} ${value}`, sheet.font)));
    expect(x + longest).toBeLessThanOrEqual(sheet.width + sheet.font / 2);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(drawing.height);
  }
});

it.each(sizes)('labels at the ends of lines do not cover one another (%s)', (size) => {
  const { labels, sheet } = lineChart(chart, size);
  const boxes = labels.map(({ x, y, lines }) => {
    const words = lines.map(({ words, value }) => textWidth(`${words} ${value}`, sheet.font));
    return { left: x, right: x + Math.max(...words), top: y, bottom: y + lines.length * sheet.leading };
  });
  expect(boxes).toHaveLength(5);
  boxes.forEach((a, index) => {
    for (const b of boxes.slice(index + 1)) {
      const apart =
        a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 0.2 || b.bottom <= a.top + 0.2;
      expect(apart).toBe(true);
    }
  });
});

it('a flagged value carries its note, in words and as a tooltip', () => {
  const points = at(2020, 2021, 2022).map((point) =>
    point.period === '2022' ? { ...point, value: 90, flagged: true, note: 'Twice the year before' } : point,
  );
  const { notes, series } = lineChart({ lang: 'en', series: [{ name: 'Cost', points }] }, 'wide');
  expect(notes.map(({ lines }) => lines.join(' '))).toEqual(['Twice the year before']);
  expect(series[0]?.dots.at(-1)?.title).toBe('Cost, 2022: 90. Twice the year before');
  expect(series[0]?.flags).toHaveLength(1);
});

it('values, years and labels are written in the language of the chart', () => {
  const { grid, periods, labels } = lineChart({ ...chart, divide: 10, decimals: 2 }, 'wide');
  const texts = [
    ...grid.map(({ label }) => label),
    ...periods.map(({ label }) => label),
    ...labels.flatMap(({ lines }) => lines.map(({ value }) => value)),
  ].join(' ');
  expect(texts).toContain('৩.০০');
  expect(texts).not.toMatch(/[0-9]/u);
});

it('a chart without any value is an empty grid', () => {
  const drawing = lineChart({ lang: 'en', series: [{ points: [{ period: '2020', value: null }] }] }, 'wide');
  expect(drawing.series[0]).toMatchObject({ path: '', dots: [], last: null });
  expect(drawing.labels).toEqual([]);
  expect(drawing.grid.length).toBeGreaterThan(1);
});
