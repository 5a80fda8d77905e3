/** Fewer values than this say nothing about what is usual. */
const fewest = 5;
/** So many usual distances from the median are unusual; the rule of Iglewicz and Hoaglin (1993) for |z| > 3.5. */
const limit = 3.5;
/** Makes the median distance comparable with a standard deviation where values lie as chance lays them. */
const scale = 0.6745;

export type Unusual = {
  median: number;
  /** How many times the usual distance the value lies from the median, rounded. */
  times: number;
};

/**
 * Is a value far from the others? Its distance from their median is compared with the median of all distances (median
 * absolute deviation): one value that is wrong itself does not move these much. Null where it is not, or where too few
 * values say what is usual.
 */
export function unusual(value: number, others: readonly number[]): Unusual | null {
  if (others.length < fewest) return null;
  const median = medianOf(others);
  const distance = medianOf(others.map((other) => Math.abs(other - median)));
  if (distance === 0) return null;
  const score = (scale * Math.abs(value - median)) / distance;
  return score > limit ? { median, times: Math.round(Math.abs(value - median) / distance) } : null;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
