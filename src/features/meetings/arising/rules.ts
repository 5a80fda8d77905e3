import type { Arising } from './server/queries.ts';

/** Does anything arise at all? */
export const isNothing = ({ minutes, decisions, points, items }: Arising) =>
  minutes.length + decisions.length + points.length + items.length === 0;
