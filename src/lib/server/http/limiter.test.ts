import { describe, expect, test } from 'vitest';
import { Limiter, subscriberOf } from './limiter.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23) + seconds * 1000);

describe('a limiter', () => {
  test('lets so many through in its time, then says when to come back', () => {
    const limiter = new Limiter({ most: 2, seconds: 60 });
    expect(limiter.take('a', at(0))).toMatchObject({ isWithin: true, left: 1, resetSeconds: 60 });
    expect(limiter.take('a', at(10))).toMatchObject({ isWithin: true, left: 0, resetSeconds: 50 });
    expect(limiter.take('a', at(20))).toMatchObject({ isWithin: false, left: 0, resetSeconds: 40 });
    expect(limiter.take('b', at(20)).isWithin).toBe(true);
    expect(limiter.take('a', at(60))).toMatchObject({ isWithin: true, left: 1 });
  });

  test('does not count what is given back', () => {
    const limiter = new Limiter({ most: 1, seconds: 60 });
    limiter.take('a', at(0));
    limiter.giveBack('a');
    expect(limiter.take('a', at(1)).isWithin).toBe(true);
  });
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['unknown', 'unknown'],
])('%s counts as %s', (address, subscriber) => {
  expect(subscriberOf(address)).toBe(subscriber);
});
