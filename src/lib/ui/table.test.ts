import { describe, expect, test } from 'vitest';
import { render } from 'svelte/server';
import { languageContext } from './examples/language-context.ts';
import type { Column } from './table.ts';
import Table from './Table.svelte';

const columns: Column<unknown>[] = [
  { key: 'name', header: 'Work', rowHeader: true, text: String },
  { key: 'cost', header: 'Cost, taka', numeric: true, text: () => '12,450' },
  { key: 'due', header: 'Due', text: () => '2024', sortHref: '?sort=-due', sorted: 'ascending' },
];
const html = render(Table, {
  props: { caption: 'Works', columns, rows: ['Road', 'Bridge'] },
  context: languageContext('en'),
}).body;

describe('a table', () => {
  test('labels each cell with its column, for when it is shown as cards', () => {
    expect(html.match(/data-label="Cost, taka"/gu)).toHaveLength(2);
    expect(html.match(/<th[^>]*scope="row"/gu)).toHaveLength(2);
    expect(html).not.toContain('data-label="Work"');
  });

  test('says how it is sorted where it is, and nowhere else', () => {
    expect(html.match(/aria-sort="ascending"/gu)).toHaveLength(1);
    expect(html).toContain('href="?sort=-due"');
  });
});
