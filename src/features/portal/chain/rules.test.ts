import { expect, test } from 'vitest';
import { box, keyOf, placed, reachedBy, type Edge, type Node } from './rules.ts';

const key = (ref: string) => ({ kind: 'decisions', ref });
const edge = (from: string, to: string): Edge => ({
  from: key(from),
  to: key(to),
  hop: 'led_to',
  basis: null,
});

test('a link is walked both ways, and a record that is known is not reached again', () => {
  const edges = [edge('a', 'b'), edge('c', 'a'), edge('b', 'a'), edge('x', 'y')];
  const found = reachedBy(new Set(['decisions a']), edges, new Set(['decisions a']));
  expect([...found].map(([ref, { by }]) => [ref, by.back])).toEqual([
    ['decisions b', false],
    ['decisions c', true],
  ]);
});

test('no two records of the drawing lie over each other, and it is as large as they need', () => {
  const node = (ref: string, distance: number, by: string | null): Node => ({
    ...key(ref),
    title: { source: 'en', en: ref, status: {} },
    path: `/${ref}`,
    itemKind: null,
    distance,
    by: by === null ? null : { key: `decisions ${by}`, hop: 'led_to', back: false, basis: null },
  });
  const nodes = [
    node('a', 0, null),
    node('b', 1, 'a'),
    node('c', 1, 'a'),
    node('d', 2, 'c'),
    node('e', 2, 'b'),
  ];
  const drawing = placed(nodes);
  expect(drawing.nodes).toHaveLength(nodes.length);
  for (const one of drawing.nodes)
    for (const other of drawing.nodes.filter((node) => keyOf(node) !== keyOf(one) && node.x === one.x))
      expect(Math.abs(one.y - other.y)).toBeGreaterThanOrEqual(box.height + box.gapY);
  expect(drawing.width).toBe(3 * box.width + 2 * box.gapX);
});
