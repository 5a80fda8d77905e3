import { describe, expect, test } from 'vitest';
import { render } from 'svelte/server';
import { errorKind } from './error-kind.ts';
import ErrorPage from './ErrorPage.svelte';
import { languageContext } from './examples/language-context.ts';

test.each([
  [400, 'other'],
  [401, '403'],
  [403, '403'],
  [404, '404'],
  [410, '404'],
  [422, 'other'],
  [500, '500'],
  [501, '500'],
  [503, '503'],
])('status %i reads as %s', (status, kind) => {
  expect(errorKind(status)).toBe(kind);
});

describe('the error page', () => {
  const url = { pathname: '/bn/works/none', search: '' };

  test('speaks the language of the address and leads home and to the search', () => {
    const html = render(ErrorPage, { props: { status: 404, url }, context: languageContext('bn') }).body;
    expect(html).toContain('এই ঠিকানায় কোনো পাতা নেই');
    expect(html).toContain('href="/bn/search"');
    expect(html).toContain('href="/en/works/none"');
  });

  test('shows under what reference a failure was recorded', () => {
    const props = { status: 500, url, id: 'abc-123' };
    const html = render(ErrorPage, { props, context: languageContext('en') }).body;
    expect(html).toContain('Reference for a report: abc-123');
  });
});
