/** How values are cut into classes: as many areas in each, or as much of the range. */
export type ClassMethod = 'quantile' | 'equal';

/** Ascending limits of classes, one more than there are classes; a value on a limit belongs to the class above it. */
export type Classes = readonly number[];

type Cut = { sorted: readonly number[]; count: number; method: ClassMethod };

/**
 * Cuts values into at most `count` classes, none of them empty, at limits that are as round as the values allow. The
 * first and the last limit are the least and the greatest value. No value gives no class; equal values give one.
 */
export function classesOf(values: readonly number[], count: number, method: ClassMethod): Classes {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) return [];
  const cut = { sorted, count: Math.max(1, Math.floor(count)), method };
  const exact = limits(cut, low, high);
  const coarsest = Math.floor(Math.log10(high - low || 1));
  for (let power = coarsest; power > coarsest - 6; power -= 1) {
    const rounded = exact.map((limit) => roundTo(limit, power));
    const candidate = [low, ...rounded, high];
    if (isFaithful(candidate, cut)) return candidate;
  }
  return withoutEmpty([low, ...new Set(exact), high], sorted);
}

/** The class of a value: 0 for the lowest. Values beyond the limits belong to the class next to them. */
export function classOf(classes: Classes, value: number): number {
  const inner = classes.slice(1, -1);
  return inner.filter((limit) => value >= limit).length;
}

/** The limits between the classes, unrounded. */
function limits({ sorted, count, method }: Cut, low: number, high: number): number[] {
  return Array.from({ length: count - 1 }, (_, index) => {
    const share = (index + 1) / count;
    if (method === 'equal') return low + share * (high - low);
    return sorted[Math.round(share * sorted.length)] ?? high;
  });
}

/** To a whole multiple of a power of ten; divided by a whole number rather than multiplied by a fraction. */
function roundTo(value: number, power: number): number {
  const unit = 10 ** Math.abs(power);
  return power < 0 ? Math.round(value * unit) / unit : Math.round(value / unit) * unit;
}

/** Are rounded limits still ascending, no class empty, and no class of a quantile cut much too full? */
function isFaithful(candidate: Classes, { sorted, count, method }: Cut): boolean {
  const ascending = candidate.every(
    (limit, index) => index === 0 || limit > (candidate[index - 1] ?? -Infinity),
  );
  if (!ascending) return false;
  const sizes = sizesOf(candidate, sorted);
  const fullest = method === 'quantile' ? Math.max((sorted.length / count) * 1.4, 2) : Infinity;
  return sizes.every((size) => size > 0 && size <= fullest);
}

/** How many of the values each class holds. */
export function sizesOf(classes: Classes, values: readonly number[]): number[] {
  const sizes = new Array<number>(Math.max(0, classes.length - 1)).fill(0);
  for (const value of values) {
    const index = classOf(classes, value);
    sizes[index] = (sizes[index] ?? 0) + 1;
  }
  return sizes;
}

/** Joins classes that hold nothing with the class below them. */
function withoutEmpty(classes: number[], sorted: readonly number[]): Classes {
  const [low = 0, high = 0] = [classes[0], classes.at(-1)];
  const inner = classes.slice(1, -1).filter((limit) => limit > low);
  const kept: number[] = [];
  let below = low;
  for (const limit of inner) {
    if (sorted.some((value) => value >= below && value < limit)) {
      kept.push(limit);
      below = limit;
    }
  }
  return [low, ...kept, high];
}
