import { expect, test } from 'vitest';
import { render } from 'svelte/server';
import ErrorSummary from './ErrorSummary.svelte';
import { languageContext } from './examples/language-context.ts';
import TextInput from './TextInput.svelte';

const context = languageContext('en');

test('a control is tied to its label, hint and error, and keeps what was typed', () => {
  const props = { name: 'cost', label: 'Cost', hint: 'Digits', error: 'Not a number', value: '<12' };
  const html = render(TextInput, { props, context }).body;
  expect(html).toContain('for="field-cost"');
  expect(html).toContain('aria-describedby="field-cost-hint field-cost-error"');
  expect(html).toContain('aria-invalid="true"');
  expect(html).toContain('id="field-cost-error"');
  expect(html).toContain('value="&lt;12"');
});

test('a control without hint or error is tied to neither', () => {
  const html = render(TextInput, { props: { name: 'cost', label: 'Cost' }, context }).body;
  expect(html).not.toContain('aria-');
});

test('each line of the summary leads to its field', () => {
  const errors = [{ field: 'cost', text: 'Write a number' }, { text: 'Somebody else saved first' }];
  const html = render(ErrorSummary, { props: { errors }, context }).body;
  expect(html).toContain('<a href="#field-cost"');
  expect(html).toContain('2 things need correcting');
  expect(html.match(/<a /gu)).toHaveLength(1);
});
