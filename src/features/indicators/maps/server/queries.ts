import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import {
  areaPaths,
  borderLines,
  boundarySet,
  fitToWidth,
  linesPath,
  type MapShapes,
} from '#lib/charts/boundaries.ts';

const tilePlaces = z.array(
  z.object({
    pcode: z.string().min(1),
    row: z.number().int().min(0),
    col: z.number().int().min(0),
    short_en: z.string(),
    short_bn: z.string(),
  }),
);

/** Where each district stands in a grid of equal tiles. */
export type TilePlace = z.infer<typeof tilePlaces>[number];

/** The districts of the country as a pack brings them; codes are references of places. */
export type DistrictShapes = { shapes: MapShapes; tiles: TilePlace[] };

/** Units of the drawing; wide enough for a column and for a phone. */
const width = 360;
/** Half a unit is about 0.7 km here: finer steps weigh more and show nothing. */
const step = 0.5;

const known = new Map<string, Promise<DistrictShapes | null>>();

/** The districts of the first pack that has their outlines; null when none has. Read and laid out once. */
export async function districtShapes(packs: readonly string[]): Promise<DistrictShapes | null> {
  for (const pack of packs) {
    const folder = path.join('packs', pack, 'boundaries');
    const found = known.get(folder) ?? read(folder);
    known.set(folder, found);
    const shapes = await found;
    if (shapes) return shapes;
  }
  return null;
}

async function read(folder: string): Promise<DistrictShapes | null> {
  const districts = await json(path.join(folder, 'districts.geojson'));
  if (districts === null) return null;
  const set = boundarySet.parse(districts);
  const fit = fitToWidth(set, width);
  const borders = borderLines.safeParse(await json(path.join(folder, 'division-borders.geojson')));
  const tiles = tilePlaces.safeParse(await json(path.join(folder, 'district-tiles.json')));
  const { height } = fit;
  return {
    shapes: {
      ...{ width, height, areas: areaPaths(set, fit, step) },
      ...(borders.success ? { borders: linesPath(borders.data, fit, step) } : {}),
    },
    tiles: tiles.success ? tiles.data : [],
  };
}

/** What a file says; null when there is no such file. */
async function json(file: string): Promise<unknown> {
  try {
    return JSON.parse(await fs.readFile(file, 'utf8')) as unknown;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
