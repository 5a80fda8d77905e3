import { shownAreas, type AreaInput, type ShownArea } from './area-values.ts';
import type { MapShapes } from './boundaries.ts';
import { mapLegend, type MapLegend } from './map-legend.ts';
import { gap, sheetFor, smaller, tenth, type Sheet, type TextBlock } from './sheet.ts';
import { wrap } from './text-width.ts';

export type ChoroplethInput = AreaInput & {
  /** Boundaries, fitted to a box (see boundaries.ts). An area without boundaries is not drawn. */
  shapes: MapShapes;
  /** What must stand under every map: whose boundaries they are and what they do not say. */
  disclaimer?: string;
};

export type MapArea = ShownArea & { path: string };
export type ChoroplethDrawing = {
  width: number;
  height: number;
  sheet: Sheet;
  areas: MapArea[];
  borders: string;
  legend: MapLegend;
  disclaimer: TextBlock;
};

/** Lays out a map with its legend and disclaimer. Pure: the same input gives the same drawing. */
export function choropleth(input: ChoroplethInput): ChoroplethDrawing {
  const { shapes } = input;
  const sheet = smaller(sheetFor('narrow', input.lang), shapes.width);
  const shown = shownAreas(input);
  const legend = mapLegend(shown, input, sheet, { x: 0, y: shapes.height + gap * 1.5 });
  const lines = input.disclaimer ? wrap(input.disclaimer, sheet.width, sheet.font) : [];
  const belowLegend = shapes.height + gap * 1.5 + legend.height + gap;
  return {
    width: shapes.width,
    height: Math.ceil(belowLegend + lines.length * sheet.leading + gap),
    sheet,
    areas: shown.areas.flatMap((area) => {
      const path = shapes.areas.get(area.code);
      return path === undefined ? [] : [{ ...area, path }];
    }),
    borders: shapes.borders ?? '',
    legend,
    disclaimer: { x: 0, y: tenth(belowLegend + sheet.font), lines },
  };
}
