import type { ItemInput } from './schema.ts';

/** The framework whose objectives and principles have pages of their own. */
export const compact = 'gcm';

type Addressed = Pick<ItemInput, 'framework' | 'kind' | 'code'> & { parent?: string | null | undefined };

/**
 * Where an item is shown (without the language): objectives have a page each, their actions an anchor on it,
 * principles one page together, everything else the page of its framework.
 */
export function itemPath(item: Addressed): string {
  if (item.framework === compact && item.kind === 'objective') return `/objectives/${item.code}`;
  if (item.framework === compact && item.kind === 'action') {
    return `/objectives/${(item.parent ?? '').replace(`${compact}-`, '')}#${item.code}`;
  }
  if (item.framework === compact && item.kind === 'principle') return `/principles#${item.code}`;
  if (item.framework === compact && item.kind === 'cluster') return `/objectives#cluster-${item.code}`;
  return `/frameworks/${item.framework}#${item.code}`;
}

/** What is on record for an item of a framework and everything below it (table item_tallies). */
export type Tally = {
  commitments: number;
  made: number;
  underWay: number;
  inPart: number;
  fulfilled: number;
  notFulfilled: number;
  lapsed: number;
  actions: number;
  indicators: number;
  /** Sources behind the current steps of its commitments, as far as something was done. */
  evidence: number;
};

/** The stages from promised to proved. */
export const wayStages = ['promised', 'planned', 'measured', 'proved'] as const;
export type WayStage = (typeof wayStages)[number];

/**
 * How many of the four stages have been reached. What was not promised has no way to go, whatever is planned or
 * measured around it; evidence of something done proves the whole way, even where no plan was on record.
 */
export function stagesReached(
  tally: Pick<Tally, 'commitments' | 'actions' | 'indicators' | 'evidence'>,
): number {
  if (tally.commitments === 0) return 0;
  if (tally.evidence > 0) return 4;
  if (tally.actions === 0) return 1;
  return tally.indicators === 0 ? 2 : 3;
}

/** How many of several items have reached 0, 1, 2, 3 and 4 stages and no more. */
export function countByStage(items: readonly { tally: Parameters<typeof stagesReached>[0] }[]): number[] {
  const reached = items.map(({ tally }) => stagesReached(tally));
  return [0, ...wayStages.map((_, index) => index + 1)].map(
    (stage) => reached.filter((each) => each === stage).length,
  );
}
