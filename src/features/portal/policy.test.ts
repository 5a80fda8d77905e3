import { expect, test } from 'vitest';
import { mayReadMetrics } from './policy.ts';

const headers = (name?: string) => new Headers(name ? { [name]: 'x', accept: '*/*' } : { accept: '*/*' });

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])(
  'the machine itself (%s) may read the metrics',
  (address) => {
    expect(mayReadMetrics('loopback', address, headers())).toBe(true);
  },
);

test.each(['10.0.0.5', '2001:db8::1', ''])('another machine (%s) may not, unless everyone may', (address) => {
  expect(mayReadMetrics('loopback', address, headers())).toBe(false);
  expect(mayReadMetrics('everyone', address, headers('via'))).toBe(true);
});

test.each([
  'Forwarded',
  'Via',
  'X-Real-IP',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'X-Forwarded-Proto',
  'X-Forwarded-Server',
])('what came through a proxy (%s) may not', (name) => {
  expect(mayReadMetrics('loopback', '127.0.0.1', headers(name))).toBe(false);
});
