import { readFileSync } from 'node:fs';
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import { chartSvg } from '#lib/server/charts/draw.ts';
import { tokensOf } from '#lib/server/charts/svg-tags.ts';
import { languageContext } from '#lib/ui/examples/language-context.ts';
import BarChart from './BarChart.svelte';
import Choropleth from './Choropleth.svelte';
import Charts from './examples/Charts.examples.svelte';
import LineChart from './LineChart.svelte';
import { darkTones, tones } from './palette.ts';
import Sparkline from './Sparkline.svelte';
import StackedBar from './StackedBar.svelte';
import TileGrid from './TileGrid.svelte';

const lang = 'bn' as const;
const title = 'শিরোনাম <&>';
const description = 'বিবরণ';
const points = [
  { period: '2020', value: 3 },
  { period: '2021', value: null },
  { period: '2022', value: 9, flagged: true, note: 'দ্বিগুণ' },
];
const areas = [
  { code: 'A', name: 'ঢাকা', value: 5, href: '/bn/places/a', row: 0, column: 0 },
  { code: 'B', name: 'খুলনা', value: null, href: '/bn/places/b', row: 0, column: 1 },
];
const shapes = { width: 340, height: 300, areas: new Map([['A', 'M0 0h9v9z']]), borders: 'M0 0l5 5' };
const area = { lang, title, description, unit: 'মানুষ' };

type Drawn = [name: string, component: Component<Record<string, unknown>>, props: Record<string, unknown>];
const entry = <Props extends Record<string, unknown>>(
  name: string,
  component: Component<Props>,
  props: Props,
): Drawn => [name, component as Component<Record<string, unknown>>, props];

const charts: Drawn[] = [
  entry('LineChart', LineChart, {
    lang,
    title,
    description,
    series: [
      { name: 'ক', points },
      { name: 'খ', points, quiet: true },
    ],
    levels: [{ kind: 'target', label: 'লক্ষ্যমাত্রা', value: 12, period: '2030' }],
    breaks: [{ period: '2022', note: 'সংজ্ঞা বদলেছে' }],
  }),
  entry('BarChart', BarChart, {
    lang,
    title,
    description,
    groups: [{ name: '২০২৪', bars: [{ label: 'বিএমইটি', value: 5, href: '/bn/evidence/e' }] }],
  }),
  entry('StackedBar', StackedBar, {
    lang,
    title,
    description,
    keys: [{ key: 'n', label: 'প্রতিবেদন নেই', tone: 'notReported' }],
    rows: [{ label: 'উদ্দেশ্য ১', href: '/bn/objectives/1', counts: { n: 4 } }],
  }),
  entry('Choropleth', Choropleth, { ...area, areas, shapes, disclaimer: 'সীমানা কেবল ধারণার জন্য।' }),
  entry('TileGrid', TileGrid, { ...area, tiles: areas }),
];

const body = ([, component, props]: Drawn): string => render(component, { props }).body;
const each = it.each(charts);

each('%s has a name, a description and marks with titles', (...chart) => {
  const html = body(chart);
  expect(html).toMatch(/<title id="(\w+)">শিরোনাম &lt;&amp;><\/title>/u);
  expect(html).toMatch(/<desc id="(\w+)">বিবরণ<\/desc>/u);
  for (const [, name = '', role = ''] of html.matchAll(/role="(\w+)" aria-labelledby="(\w+)"/gu))
    expect(html, name).toContain(`<title id="${role}">`);
  expect(html.match(/<title>/gu)?.length).toBeGreaterThan(0);
});

each('%s has ids of its own, however often it is drawn in a page', (...chart) => {
  const html = body(chart);
  const ids = [...html.matchAll(/ id="([^"]+)"/gu)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

each('%s is an image, or a group when it has links', (...chart) => {
  const html = body(chart);
  const linked = html.includes('<a href="/bn/');
  expect(html).toContain(linked ? 'role="group"' : 'role="img"');
  expect(html).not.toContain(linked ? 'role="img"' : 'role="group"');
});

each(
  '%s stands alone in print: no styles, no variables, only colours of the palette',
  (_, component, props) => {
    const svg = chartSvg(component, { ...props, size: 'wide' });
    expect(svg).not.toMatch(/var\(|currentColor|class=|style=|<!--/u);
    const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/gu)].map(([, colour = '']) => colour);
    const known = [...Object.values(tones), 'none', '#000'];
    for (const colour of colours)
      expect(colour.startsWith('url(#') || known.includes(colour), colour).toBe(true);
  },
);

each('%s is well-formed XML', (_, component, props) => {
  const open: string[] = [];
  for (const token of tokensOf(chartSvg(component, { ...props, size: 'narrow' }))) {
    if (token.kind === 'open' && !token.empty) open.push(token.name);
    if (token.kind === 'close') expect(open.pop()).toBe(token.name);
  }
  expect(open).toEqual([]);
});

each('%s writes no Latin digit beside Bangla words', (...chart) => {
  const words = tokensOf(body(chart)).flatMap((token) => (token.kind === 'words' ? [token.source] : []));
  expect(words.join(' ')).not.toMatch(/[0-9]/u);
});

it('both sizes are drawn for a page and one for a document', () => {
  const [line] = charts;
  if (!line) throw new Error('There is a line chart.');
  const [, component, props] = line;
  expect(render(component, { props }).body.match(/<svg/gu)).toHaveLength(2);
  expect(render(component, { props: { ...props, size: 'narrow' } }).body.match(/<svg/gu)).toHaveLength(1);
});

it('a sparkline is silent unless it has words', () => {
  expect(render(Sparkline, { props: { points } }).body).toContain('aria-hidden="true"');
  const { body: spoken } = render(Sparkline, { props: { points, label: '৩ থেকে ৯' } });
  expect(spoken).toContain('role="img" aria-label="৩ থেকে ৯"');
  expect(spoken.match(/<circle/gu)).toHaveLength(3);
});

it('a sparkline turns the same colours for dark screens', () => {
  const source = readFileSync(new URL('Sparkline.svelte', import.meta.url), 'utf8');
  for (const tone of ['river', 'marigold'] as const) {
    expect(source).toContain(`[fill='${tones[tone]}'] {\n      fill: ${darkTones[tone]};`);
  }
});

it.each(['en', 'bn'] as const)(
  'the examples of the gallery are drawn with ids of their own (%s)',
  (language) => {
    const html = render(Charts, { context: languageContext(language) }).body;
    const ids = [...html.matchAll(/ id="([^"]+)"/gu)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(html.match(/<svg/gu)?.length).toBe(11);
    expect(html).not.toMatch(/NaN|undefined|Infinity/u);
  },
);
