import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AreaValue } from './area-values.ts';
import { choropleth } from './choropleth.ts';
import { classOf } from './classes.ts';
import { shownAreas } from './area-values.ts';
import { ramp } from './palette.ts';
import type { Size } from './sheet.ts';
import { textWidth } from './text-width.ts';
import { tileGrid } from './tile-grid.ts';

const area = fc.record({
  name: fc.constantFrom('Dhaka', 'ঢাকা', 'Brahmanbaria'),
  value: fc.option(fc.integer({ min: 0, max: 12_000_000 })),
});
const areas = fc
  .array(area, { minLength: 1, maxLength: 64 })
  .map((all) => all.map((one, index): AreaValue => ({ code: `BD${index}`, ...one })));
const counts = fc.integer({ min: 1, max: 5 });

it('the tone of an area is the class of its value; without a value there is none', () => {
  fc.assert(
    fc.property(areas, counts, (all, count) => {
      const {
        classes,
        tones,
        areas: shown,
      } = shownAreas({ lang: 'en', areas: all, unit: 'people', classes: count });
      shown.forEach(({ value, tone, title, name }) => {
        expect(tone).toBe(value === null ? null : tones[classOf(classes, value)]);
        if (value === null) expect(title).toBe(`${name}: No data`);
      });
    }),
  );
});

it('what the legend writes stays on the sheet and does not overlap in a line', () => {
  fc.assert(
    fc.property(areas, counts, fc.constantFrom(1, 1000, 1_000_000), (all, count, divide) => {
      const shapes = { width: 340, height: 400, areas: new Map<string, string>() };
      const input = { lang: 'bn' as const, areas: all, unit: 'লাখ মানুষ', classes: count, divide, shapes };
      const { legend, sheet, height } = choropleth(input);
      const boxes = legend.texts.map(({ x, y, text, anchor }) => {
        const width = textWidth(text, sheet.font);
        const left = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x;
        return { y, left, right: left + width };
      });
      for (const { y, left, right } of boxes) {
        expect(left).toBeGreaterThanOrEqual(-0.2);
        expect(right).toBeLessThanOrEqual(340.2);
        expect(y).toBeLessThan(height);
        const others = boxes.filter((box) => Math.abs(box.y - y) < sheet.font / 2 && box.left > left);
        for (const other of others) expect(other.left).toBeGreaterThan(right - 0.2);
      }
    }),
  );
});

it('only areas with boundaries are drawn, with what they show', () => {
  const { areas: drawn } = choropleth({
    lang: 'en',
    unit: 'people',
    areas: [
      { code: 'A', name: 'Dhaka', value: 12 },
      { code: 'B', name: 'Atlantis', value: 3 },
    ],
    shapes: { width: 340, height: 300, areas: new Map([['A', 'M0 0h9v9z']]) },
  });
  expect(drawn.map(({ title, path }) => [title, path])).toEqual([['Dhaka: 12 people', 'M0 0h9v9z']]);
});

it.each<[Size, string[]]>([
  ['narrow', ['B’baria', 'Dhaka']],
  ['wide', ['B’baria', 'Dhaka']],
])('a %s tile has the whole name where it fits', (size, labels) => {
  const place = { value: 1, column: 7, row: 0 };
  const { tiles, side, sheet } = tileGrid(
    {
      lang: 'en',
      unit: 'people',
      tiles: [
        { ...place, code: 'A', name: 'Brahmanbaria district', short: 'B’baria' },
        { ...place, code: 'B', name: 'Dhaka', short: 'Dha', row: 1 },
      ],
    },
    size,
  );
  expect(tiles.map(({ label }) => label)).toEqual(labels);
  for (const { label } of tiles) expect(textWidth(label, sheet.font)).toBeLessThanOrEqual(side);
});

it.each([1, 2, 3, 4, 5])('%i classes have %i different tones', (count) => {
  expect(new Set(ramp(count)).size).toBe(count);
});
