import { areaPaths, fitToWidth, type BoundarySet, type MapShapes } from '../boundaries.ts';
import type { LinePoint } from '../line-input.ts';

/** Days a year the road is open, with a year missing and one that needs a second look. */
export function openDays(note: string): LinePoint[] {
  const days = [212, 218, 231, null, 240, 238, 262, 271, 344];
  return days.map((value, index) => {
    const period = String(2016 + index);
    return value === 344 ? { period, value, flagged: true, note } : { period, value };
  });
}

/** Fares, in taka. */
export const fares: LinePoint[] = [18, 20, 20, 22, 25, 25, 30, 32, 34].map((value, index) => ({
  period: String(2016 + index),
  value,
}));

/** Nine invented islands; the last one has no value. */
export const islands = Array.from({ length: 9 }, (_, index) => ({
  code: `I${index}`,
  row: Math.floor(index / 3),
  column: index % 3,
  value: index === 8 ? null : 120 * (index + 1) + 35 * (index % 4),
}));

const corners: [number, number][] = [
  [0.05, 0.3],
  [0.4, 0.02],
  [0.85, 0.1],
  [0.97, 0.6],
  [0.6, 0.95],
  [0.15, 0.8],
];

/** Their shapes, in a box 340 units wide. */
export function islandShapes(): MapShapes {
  const set: BoundarySet = {
    type: 'FeatureCollection',
    features: islands.map(({ code, row, column }) => {
      const ring = corners.map(([x, y]): [number, number] => [90 + column + x, 24 - row - y]);
      const [first = [90, 24]] = ring;
      return { id: code, geometry: { type: 'Polygon', coordinates: [[...ring, first]] } };
    }),
  };
  const fit = fitToWidth(set, 340);
  return { width: fit.width, height: fit.height, areas: areaPaths(set, fit) };
}
