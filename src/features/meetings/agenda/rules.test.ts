import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrange, fitOf, moved, type Arrangeable, placed } from './rules.ts';

const item = (ref: string, more: Partial<Arrangeable> = {}): Arrangeable => ({
  ref,
  parent: null,
  position: 1,
  duration: null,
  ...more,
});

describe('an agenda in order', () => {
  const items = [
    item('close', { position: 3, duration: 5 }),
    item('points', { position: 2 }),
    item('second', { position: 2, parent: 'points', duration: 20 }),
    item('first', { position: 1, parent: 'points', duration: 10 }),
    item('open', { duration: 15 }),
  ];

  test('has its sub-items under their item, numbered, and says when each item begins', () => {
    expect(arrange(items, '14:30').map(({ ref, number, at }) => [ref, number, at])).toEqual([
      ['open', '1', '14:30'],
      ['points', '2', '14:45'],
      ['first', '2.1', null],
      ['second', '2.2', null],
      ['close', '3', '15:15'],
    ]);
  });

  test('does not guess a beginning after an item without minutes', () => {
    const found = arrange([item('a'), item('b', { position: 2, duration: 5 })], '09:00');
    expect(found.map(({ at }) => at)).toEqual(['09:00', null]);
  });

  test('keeps a sub-item whose item the reader does not see', () => {
    const hidden = items.filter(({ ref }) => ref !== 'points');
    expect(arrange(hidden, null).map(({ ref }) => ref)).toHaveLength(4);
  });
});

describe('the sum of minutes', () => {
  test.each([
    ['fits', [20, 40], '10:00', '11:00', { planned: 60, slot: 60, over: 0, untimed: 0 }],
    ['is too long', [50, 40], '10:00', '11:00', { planned: 90, slot: 60, over: 30, untimed: 0 }],
    ['knows no slot', [50], '10:00', null, { planned: 50, slot: null, over: 0, untimed: 0 }],
    [
      'leaves out what has no minutes and counts it',
      [50, null],
      null,
      null,
      { planned: 50, slot: null, over: 0, untimed: 1 },
    ],
    [
      'takes no slot that ends before it begins',
      [50],
      '10:00',
      '09:00',
      { planned: 50, slot: null, over: 0, untimed: 0 },
    ],
  ] as const)('%s', (_, durations, from, until, fit) => {
    const items = durations.map((duration, n) => item(String(n), { position: n, duration }));
    expect(fitOf(items, from, until)).toEqual(fit);
  });
});

test('moving keeps every item and undoes itself', () => {
  const order = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(order, fc.nat(), (list, at) => {
      const ref = list[at % list.length] ?? '';
      const down = moved(list, ref, 'down');
      expect([...down].sort()).toEqual([...list].sort());
      if (down.join('\n') !== list.join('\n')) expect(moved(down, ref, 'up')).toEqual(list);
    }),
  );
});

test.each([
  ['c', 'a', 'cab'],
  ['a', 'c', 'bac'],
  ['a', '', 'bca'],
  ['c', '', 'abc'],
  ['b', 'b', 'abc'],
  ['b', 'of another list', 'acb'],
  ['of another list', 'a', 'abc'],
])('%s put before %j gives %s', (ref, before, order) => {
  expect(placed(['a', 'b', 'c'], ref, before).join('')).toBe(order);
});
