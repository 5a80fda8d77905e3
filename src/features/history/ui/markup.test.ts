import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { forms, nouns } from '#features/desk/schema.ts';
import { controlsOf } from '#lib/forms/fields.ts';
import { inputOf } from '#lib/forms/values.ts';
import { languageContext } from '#lib/ui/examples/language-context.ts';
import EntryView from './EntryView.svelte';

const markup = `<img src=x onerror=alert(1)>"' onfocus=alert(1)`;

test.each(nouns)('markup in every field of %s stays text in the history', (noun) => {
  const { fields } = forms[noun];
  const names = fields.flatMap((field) =>
    field.kind === 'rows'
      ? field.row.flatMap((cell) => controlsOf(cell, `${field.name}.0.`))
      : controlsOf(field),
  );
  const typed = Object.fromEntries(names.map((name) => [name, markup]));
  const entry = {
    number: 1,
    at: new Date(0),
    requestId: markup,
    door: 'form' as const,
    actor: markup,
    kind: noun,
    ref: 'x',
    version: 1,
    action: 'change' as const,
    before: {},
    after: inputOf(fields, typed),
    reason: markup,
    erased: null,
    title: null,
  };
  const props = { entry, titles: {}, timeZone: 'UTC', record: { label: markup, title: markup } };
  const html = render(EntryView, { props, context: languageContext('en') }).body;
  expect(html).not.toContain('<img');
  expect(html).not.toMatch(/<[^>]*\sonfocus=/u);
  expect(html).toContain('&lt;img');
});
