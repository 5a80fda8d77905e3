/** Something that wants to stand with its middle at `at` and is `height` high. */
export type Wish = { at: number; height: number };

type Cluster = { members: number[]; height: number; pull: number };

/**
 * Moves labels in a column apart so that none covers another, keeping their order and moving them as little as
 * possible (pooling of neighbours, as in isotonic regression).
 * @returns the middles, in the order of the wishes; inside `top` to `bottom` as long as all fit there
 */
export function dodge(wishes: readonly Wish[], top: number, bottom: number): number[] {
  const order = wishes.map((_, index) => index).sort((a, b) => (wishes[a]?.at ?? 0) - (wishes[b]?.at ?? 0));
  const clusters: Cluster[] = [];
  for (const index of order) {
    clusters.push(alone(index, wishes));
    pool(clusters, top, bottom);
  }
  return middles(clusters, wishes, top, bottom);
}

function alone(index: number, wishes: readonly Wish[]): Cluster {
  const { at, height } = wishes[index] ?? { at: 0, height: 0 };
  return { members: [index], height, pull: at - height / 2 };
}

/** Joins the last clusters as long as they overlap. `pull` sums where each member wishes the cluster to begin. */
function pool(clusters: Cluster[], top: number, bottom: number): void {
  for (;;) {
    const [above, below] = clusters.slice(-2);
    if (!above || !below || end(above, top, bottom) <= start(below, top, bottom)) return;
    clusters.splice(-2, 2, {
      members: [...above.members, ...below.members],
      height: above.height + below.height,
      pull: above.pull + below.pull - below.members.length * above.height,
    });
  }
}

function start({ members, height, pull }: Cluster, top: number, bottom: number): number {
  return Math.max(top, Math.min(pull / members.length, bottom - height));
}

function end(cluster: Cluster, top: number, bottom: number): number {
  return start(cluster, top, bottom) + cluster.height;
}

function middles(clusters: Cluster[], wishes: readonly Wish[], top: number, bottom: number): number[] {
  const result = wishes.map(({ at }) => at);
  for (const cluster of clusters) {
    let edge = start(cluster, top, bottom);
    for (const index of cluster.members) {
      const height = wishes[index]?.height ?? 0;
      result[index] = edge + height / 2;
      edge += height;
    }
  }
  return result;
}
