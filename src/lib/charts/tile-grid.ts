import { shownAreas, type AreaInput, type AreaValue, type ShownArea } from './area-values.ts';
import { mapLegend, type MapLegend } from './map-legend.ts';
import { gap, sheetFor, smaller, tenth, type Sheet, type Size } from './sheet.ts';
import { textWidth } from './text-width.ts';

/** An area with its place in the grid, from 0, and a short name for where the whole one does not fit. */
export type Tile = AreaValue & { row: number; column: number; short?: string };

export type TileGridInput = Omit<AreaInput, 'areas'> & { tiles: readonly Tile[] };

export type TileMark = ShownArea & { x: number; y: number; label: string };
export type TileDrawing = {
  width: number;
  height: number;
  sheet: Sheet;
  /** Side of a tile. */
  side: number;
  /** Baselines of name and value, from the upper edge of a tile. */
  nameY: number;
  valueY: number;
  tiles: TileMark[];
  legend: MapLegend;
};

const widths: Record<Size, number> = { narrow: 352, wide: 640 };
const between = 1.6;

/** Lays out one square per area, for one size. Pure: the same input gives the same drawing. */
export function tileGrid(input: TileGridInput, size: Size): TileDrawing {
  const sheet = smaller(sheetFor(size, input.lang), widths[size]);
  const columns = 1 + Math.max(0, ...input.tiles.map(({ column }) => column));
  const rows = 1 + Math.max(0, ...input.tiles.map(({ row }) => row));
  const pitch = sheet.width / columns;
  const side = tenth(pitch - between);
  const shown = shownAreas({ ...input, areas: input.tiles });
  const below = rows * pitch + gap;
  const legend = mapLegend(shown, { ...input, areas: input.tiles }, sheet, { x: 0, y: below });
  const first = (side - 2 * sheet.leading) / 2 + sheet.leading * 0.76;
  return {
    width: sheet.width,
    height: Math.ceil(below + legend.height),
    sheet,
    side,
    nameY: tenth(first),
    valueY: tenth(first + sheet.leading),
    tiles: input.tiles.flatMap((tile, index) => {
      const area = shown.areas[index];
      if (!area) return [];
      const [x, y] = [tenth(tile.column * pitch), tenth(tile.row * pitch)];
      return [{ ...area, x, y, label: nameFor(tile, side, sheet.font) }];
    }),
    legend,
  };
}

/** The whole name where it fits into a tile, else the short one. */
function nameFor({ name, short }: Tile, side: number, font: number): string {
  return short === undefined || textWidth(name, font) <= side - 4 ? name : short;
}
