import { expect, test } from 'vitest';
import { safePath } from './safe-path.ts';

test.each([
  ['/en/desk', '/en/desk'],
  ['/bn/desk/people?page=2#x', '/bn/desk/people?page=2#x'],
  ['/en', '/en'],
])('%s is a path of this site', (given, expected) => {
  expect(safePath(given, '/en/home')).toBe(expected);
});

test.each([
  'https://evil.example/en',
  '//evil.example/en',
  String.raw`/\evil.example`,
  String.raw`/en\..\..\evil`,
  '/en/\r\nset-cookie: a=b',
  '/en/ x',
  'javascript:alert(1)',
  '/en/..//evil.example',
  '/en/../..//evil.example/x',
  '/en/.././/evil.example/a',
  '/en/%2e%2e//evil.example',
  '/bn/../metrics',
  '/enormous',
  '/',
  '',
  `/en/${'x'.repeat(600)}`,
])('%j leads elsewhere and is not followed', (given) => {
  expect(safePath(given, '/en/home')).toBe('/en/home');
});
