import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  areaPaths,
  borderLines,
  boundarySet,
  fitToWidth,
  linesPath,
  type BoundarySet,
} from './boundaries.ts';

const folder = new URL('../../../packs/bangladesh/boundaries/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const districts = boundarySet.parse(read('districts.geojson'));

/** The points of a path of relative lines, ring by ring, in absolute coordinates. */
function pointsOf(path: string): [number, number][][] {
  return path
    .split('M')
    .slice(1)
    .map((ring) => {
      const numbers = (ring.match(/-?(?:\d+\.?\d*|\.\d+)/gu) ?? []).map(Number);
      let [x, y] = [0, 0];
      return numbers.flatMap((number, index): [number, number][] => {
        if (index % 2 === 0) x += number;
        else y += number;
        return index % 2 === 0 ? [] : [[x, y]];
      });
    });
}

it.each([
  ['districts.geojson', 64],
  ['districts-print.geojson', 64],
  ['divisions.geojson', 8],
  ['divisions-print.geojson', 8],
])('%s has %i areas', (name, count) => {
  const set = boundarySet.parse(read(name));
  expect(new Set(set.features.map(({ id }) => id)).size).toBe(count);
});

it('every district is drawn inside its box, at any width and precision', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 1200 }), fc.constantFrom(0.1, 0.5, 1), (width, step) => {
      const fit = fitToWidth(districts, width);
      const paths = areaPaths(districts, fit, step);
      expect(paths.size).toBe(64);
      for (const path of paths.values()) {
        expect(path).toMatch(/^M[\d.]+ ?[\d.]+[lh].*z$/u);
        for (const [x, y] of pointsOf(path.replaceAll(/[hv].*z/gu, '')).flat()) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(fit.height);
        }
      }
    }),
    { numRuns: 15 },
  );
});

it('relative steps do not drift: every point is where the projection puts it', () => {
  const fit = fitToWidth(districts, 340);
  const paths = areaPaths(districts, fit);
  const [district] = districts.features.filter(({ id }) => id === 'BD3026');
  if (district?.geometry.type !== 'Polygon') throw new Error('Dhaka is one polygon.');
  const [ring = []] = district.geometry.coordinates;
  const drawn = pointsOf(paths.get('BD3026') ?? '').flat();
  const last = drawn.at(-1) ?? [];
  const wanted = fit.project(ring.at(-2) ?? []);
  expect(Math.hypot((last[0] ?? 0) - wanted[0], (last[1] ?? 0) - wanted[1])).toBeLessThan(0.1);
});

it('the map of all districts is light enough for a phone', () => {
  const paths = areaPaths(districts, fitToWidth(districts, 340));
  const borders = borderLines.parse(read('division-borders.geojson'));
  const weight = [...paths.values(), linesPath(borders, fitToWidth(districts, 340))].join('').length;
  expect(weight).toBeLessThan(24_000);
});

it('a set across the date line keeps together', () => {
  const island = (id: string, west: number): BoundarySet['features'][number] => ({
    id,
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, -17],
          [west + 1, -17],
          [west + 1, -18],
          [west, -18],
          [west, -17],
        ],
      ],
    },
  });
  const fiji: BoundarySet = {
    type: 'FeatureCollection',
    features: [island('west', 178), island('east', -180)],
  };
  const fit = fitToWidth(fiji, 300);
  expect(fit.project([-179.5, -17.5])[0]).toBeGreaterThan(fit.project([178.5, -17.5])[0]);
  expect(fit.height).toBeLessThan(150);
});

it('an area too small for a step is still drawn', () => {
  const paths = areaPaths(districts, fitToWidth(districts, 4), 1);
  expect([...paths.values()].every((path) => path !== '')).toBe(true);
});

it('every district has its own tile, all tiles hang together', () => {
  const tiles = read('district-tiles.json') as { pcode: string; row: number; col: number }[];
  expect(tiles.map(({ pcode }) => pcode).sort()).toEqual(districts.features.map(({ id }) => id).sort());
  const places = new Set(tiles.map(({ row, col }) => `${row} ${col}`));
  expect(places.size).toBe(64);
  const reached = new Set<string>();
  const walk = (row: number, col: number): void => {
    const place = `${row} ${col}`;
    if (!places.has(place) || reached.has(place)) return;
    reached.add(place);
    for (const [down, right] of [[0, 1] as const, [1, 0] as const, [0, -1] as const, [-1, 0] as const])
      walk(row + down, col + right);
  };
  walk(tiles[0]?.row ?? 0, tiles[0]?.col ?? 0);
  expect(reached.size).toBe(64);
});
