import { expect, test } from 'vitest';
import { secure } from './headers.ts';

test('an answer that is no page may do nothing, and is what its type says', () => {
  const { headers } = secure(new Response('a,b'), 'r1');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/u);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-request-id')).toBe('r1');
});

test('503 says when to try again', () => {
  expect(secure(new Response('', { status: 503 }), 'r1').headers.get('retry-after')).toBe('30');
  const own = new Response('', { status: 503, headers: { 'retry-after': '5' } });
  expect(secure(own, 'r1').headers.get('retry-after')).toBe('5');
  expect(secure(new Response(''), 'r1').headers.get('retry-after')).toBeNull();
});
