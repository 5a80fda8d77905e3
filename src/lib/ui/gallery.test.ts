import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import Gallery from './examples/Gallery.svelte';
import { languageContext } from './examples/language-context.ts';

const here = import.meta.dirname;

/** The components a component draws, itself included, found by its imports. */
function drawnBy(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+\.svelte)'/gu)) {
    drawnBy(join(dirname(file), path ?? ''), found);
  }
  return found;
}

describe('the gallery', () => {
  test('shows every component; those that make up whole pages are the frame of the gallery or of no page', () => {
    const wholePages = [
      'PageFrame.svelte',
      'PageTitle.svelte',
      'PageHead.svelte',
      'ErrorPage.svelte',
      'ErrorText.svelte',
    ];
    const roots = ['examples/Gallery.svelte', ...wholePages].map((name) => join(here, name));
    const shown = new Set(roots.flatMap((root) => [...drawnBy(root)]).map((file) => relative(here, file)));
    const all = readdirSync(here).filter((name) => name.endsWith('.svelte'));
    expect(all.filter((name) => !shown.has(name))).toEqual([]);
  });

  test.each(['en', 'bn'] as const)('draws every example in %s, each id once', (lang) => {
    const html = render(Gallery, { context: languageContext(lang) }).body;
    expect(html.match(/data-example=/gu)?.length).toBeGreaterThan(30);
    expect(html).not.toMatch(/undefined|\[object|NaN|Invalid Date/u);
    const ids = [...html.matchAll(/ id="([^"]+)"/gu)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});
