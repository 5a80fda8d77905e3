import type { Basis } from '#lib/record.ts';
import type { Translated } from '#lib/translated.ts';

/** How one record leads to the next: message key `chain_<hop>`, read the other way `chain_<hop>_back`. */
export type Hop = 'came_of' | 'led_to' | 'serves' | 'part_of' | 'measures' | 'tells_of' | 'linked';

/** A record, wherever it stands in the chain. */
export type Key = { kind: string; ref: string };
export const keyOf = ({ kind, ref }: Key) => `${kind} ${ref}`;

/** One link as the records have it: `from` came of, led to, serves … `to`; on what basis, where one is kept. */
export type Edge = { from: Key; to: Key; hop: Hop; basis: Basis | null };

/** A record reached from the one that was asked for. */
export type Node = Key & {
  title: Translated;
  path: string;
  /** For an item of a framework what the framework calls it. */
  itemKind: string | null;
  /** How many hops away; 0 is the record itself. */
  distance: number;
  /** The record it was reached by, and how; null for the record itself. */
  by: { key: string; hop: Hop; back: boolean; basis: Basis | null } | null;
};

/** The steps from a record outwards that its neighbours add, nearest first and each record once. */
export function reachedBy(
  frontier: ReadonlySet<string>,
  edges: readonly Edge[],
  known: ReadonlySet<string>,
): Map<string, Key & { by: NonNullable<Node['by']> }> {
  const found = new Map<string, Key & { by: NonNullable<Node['by']> }>();
  for (const { from, to, hop, basis } of edges) {
    for (const [near, far, back] of [
      [from, to, false],
      [to, from, true],
    ] as const) {
      const key = keyOf(far);
      if (!frontier.has(keyOf(near)) || known.has(key) || found.has(key)) continue;
      found.set(key, { ...far, by: { key: keyOf(near), hop, back, basis } });
    }
  }
  return found;
}

/** A node of the drawing: its column is its distance, its row its place there. Sizes are in units of the drawing. */
export type Placed = Node & { x: number; y: number };
export const box = { width: 168, height: 44, gapX: 40, gapY: 12 };

/** Places nodes in columns by distance, each as near as there is room to the one it was reached by. */
export function placed(nodes: readonly Node[]): { nodes: Placed[]; width: number; height: number } {
  const done = new Map<string, Placed>();
  const columns = Map.groupBy(nodes, ({ distance }) => distance);
  for (const [distance, column] of [...columns].sort(([a], [b]) => a - b)) {
    const wanted = (node: Node) => (node.by && done.get(node.by.key)?.y) ?? 0;
    let free = 0;
    for (const node of [...column].sort((a, b) => wanted(a) - wanted(b))) {
      const y = Math.max(free, wanted(node));
      done.set(keyOf(node), { ...node, x: distance * (box.width + box.gapX), y });
      free = y + box.height + box.gapY;
    }
  }
  const all = [...done.values()];
  return {
    nodes: all,
    width: Math.max(0, ...all.map(({ x }) => x)) + box.width,
    height: Math.max(0, ...all.map(({ y }) => y)) + box.height,
  };
}
