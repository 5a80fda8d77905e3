import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { forms, nouns } from '#features/desk/schema.ts';
import { controlsOf, type FormField, type Typed } from '#lib/forms/fields.ts';
import { languageContext } from '#lib/ui/examples/language-context.ts';
import RecordForm from './RecordForm.svelte';

const markup = `</textarea></option><img src=x onerror=alert(1)>"' onfocus=alert(1) x="{{7*7}}`;

/** Markup in every control of a form, rows included. */
function typedEverywhere(fields: readonly FormField[]): Typed {
  const names = fields.flatMap((field) =>
    field.kind === 'rows'
      ? field.row.flatMap((cell) => controlsOf(cell, `${field.name}.0.`))
      : controlsOf(field),
  );
  return Object.fromEntries(names.map((name) => [name, markup]));
}

/** No tag of the text, and no attribute it could have begun. */
function expectText(html: string): void {
  expect(html).not.toContain('<img');
  expect(html).not.toMatch(/<[^>]*\sonfocus=/u);
  expect(html).toContain('&lt;img');
}

describe.each(nouns)('markup typed into every field of %s', (noun) => {
  const { fields } = forms[noun];
  const typed = typedEverywhere(fields);

  test.each(['en', 'bn'] as const)('stays text in the form, also beside what stands now (%s)', (lang) => {
    const by = { actor: markup, at: new Date(0) };
    const props = {
      fields,
      titles: {},
      typed,
      version: 1,
      clash: {
        version: 2,
        stands: typed,
        differences: fields.map((field) => ({ field, touched: 'both' as const, by })),
      },
    };
    expectText(render(RecordForm, { props, context: languageContext(lang) }).body);
  });
});
