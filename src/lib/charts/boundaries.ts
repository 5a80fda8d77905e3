import { geoAzimuthalEqualArea, geoBounds } from 'd3-geo';
import { z } from 'zod';

const position = z.tuple([z.number(), z.number()]).rest(z.number());
const ring = z.array(position).min(4);
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);

/** A GeoJSON collection of areas as a country pack brings it: `id` is the code records know the area by. */
export const boundarySet = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({ id: z.string().min(1), geometry })).min(1),
});

/** Border lines as one GeoJSON geometry: what divides the areas of a higher level, without the coast. */
export const borderLines = z.object({
  type: z.literal('MultiLineString'),
  coordinates: z.array(z.array(position).min(2)),
});

export type BoundarySet = z.infer<typeof boundarySet>;
export type BorderLines = z.infer<typeof borderLines>;
type Geometry = BoundarySet['features'][number]['geometry'];
type Ring = z.infer<typeof ring>;
type Point = [number, number];

/** A set of areas laid into a box; `project` takes [longitude, latitude] in degrees to [x, y] in units of the box. */
export type MapFit = {
  width: number;
  height: number;
  project: (position: readonly number[]) => Point;
};

/** SVG path data by code of the area, in the units of the box it was fitted to. */
export type AreaPaths = ReadonlyMap<string, string>;

/** Paths with the size of the box they fill: what a map component draws. `borders` is drawn over the areas. */
export type MapShapes = { width: number; height: number; areas: AreaPaths; borders?: string };

/**
 * Lays a set of areas into a box `width` wide, as high as the set needs, keeping areas comparable (azimuthal
 * equal-area projection around the middle of the set; also across the date line).
 * @param inset free space on every side, for strokes
 */
export function fitToWidth(set: BoundarySet, width: number, inset = 1): MapFit {
  const positions = set.features.flatMap(({ geometry }) => ringsOf(geometry).flat());
  const projection = geoAzimuthalEqualArea().rotate(rotationTo(positions)).scale(1).translate([0, 0]);
  const place = (at: readonly number[]): Point => projection([at[0] ?? 0, at[1] ?? 0]) ?? [0, 0];
  const points = positions.map(place);
  const [left, right] = extent(points.map(([x]) => x));
  const [top, bottom] = extent(points.map(([, y]) => y));
  const scale = (width - 2 * inset) / (right - left || 1);
  return {
    width,
    height: Math.ceil((bottom - top) * scale + 2 * inset),
    project: (at) => {
      const [x, y] = place(at);
      return [(x - left) * scale + inset, (y - top) * scale + inset];
    },
  };
}

/**
 * Path data of every area of a set. Coordinates are rounded to `step` units and written relative to one another, which
 * halves the weight. An area smaller than a step is drawn as a square of one step: no area vanishes.
 */
export function areaPaths(set: BoundarySet, fit: MapFit, step = 0.1): AreaPaths {
  return new Map(set.features.map(({ id, geometry }) => [id, geometryPath(geometry, fit, step)]));
}

/** Path data of border lines, in the same box and the same steps as the areas they divide. */
export function linesPath(lines: BorderLines, fit: MapFit, step = 0.1): string {
  return lines.coordinates.map((positions) => relative(steps(positions, fit, step), step)).join('');
}

function geometryPath(geometry: Geometry, fit: MapFit, step: number): string {
  const rings = ringsOf(geometry).map((positions) => openRing(steps(positions, fit, step)));
  const path = rings
    .filter(spansArea)
    .map((points) => `${relative(points, step)}z`)
    .join('');
  if (path !== '') return path;
  const [x = 0, y = 0] = rings[0]?.[0] ?? [];
  return `M${short(x, step)} ${short(y, step)}h${short(1, step)}v${short(1, step)}h${short(-1, step)}z`;
}

/** Positions in whole steps, without those that fall onto the one before. */
function steps(positions: Ring, fit: MapFit, step: number): Point[] {
  const points: Point[] = [];
  for (const position of positions) {
    const [x, y] = fit.project(position);
    const point: Point = [Math.round(x / step), Math.round(y / step)];
    if (!same(point, points.at(-1))) points.push(point);
  }
  return points;
}

/** A ring without its closing point: the path closes itself. */
function openRing(points: Point[]): Point[] {
  return points.length > 1 && same(points.at(-1), points[0]) ? points.slice(0, -1) : points;
}

function relative(points: Point[], step: number): string {
  let path = '';
  let [fromX, fromY] = [0, 0];
  points.forEach(([x, y], index) => {
    const dx = short(x - fromX, step);
    const dy = short(y - fromY, step);
    const lead = index === 0 ? 'M' : index === 1 ? 'l' : dx.startsWith('-') ? '' : ' ';
    path += `${lead}${dx}${dy.startsWith('-') ? '' : ' '}${dy}`;
    [fromX, fromY] = [x, y];
  });
  return path;
}

/** Does a ring still enclose something after rounding? (Twice the area by the shoelace formula.) */
function spansArea(points: Point[]): boolean {
  const doubled = points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return doubled !== 0;
}

function short(count: number, step: number): string {
  const text = String(Math.round(count * step * 1000) / 1000);
  return text.replace(/^(-?)0\./u, '$1.');
}

function ringsOf(geometry: Geometry): Ring[] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}

/** The turn of the globe that brings the middle of the positions to the front. */
function rotationTo(positions: Ring): [number, number] {
  const coordinates = positions.map(([longitude, latitude]) => [longitude, latitude]);
  const [[west, south], [east, north]] = geoBounds({ type: 'MultiPoint', coordinates });
  const middle = west <= east ? (west + east) / 2 : (west + east + 360) / 2;
  return [-middle, -(south + north) / 2];
}

/** Smallest and largest; a loop, because a print file has too many points for the arguments of Math.max. */
function extent(values: number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

function same(a: Point | undefined, b: Point | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}
