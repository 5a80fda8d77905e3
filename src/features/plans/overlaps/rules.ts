import { dimensions, type Dimension } from '#features/plans/overlaps/schema.ts';

/** Two different dimensions: where the same one is asked for twice, the columns take the first other one. */
export function axesOf(rows: Dimension, columns: Dimension): { rows: Dimension; columns: Dimension } {
  if (rows !== columns) return { rows, columns };
  return { rows, columns: dimensions.find((dimension) => dimension !== rows) ?? columns };
}
