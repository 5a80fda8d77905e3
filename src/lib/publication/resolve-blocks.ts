import { reading } from '#lib/translated.ts';
import type { DraftBlock, DraftBlockOf } from './draft-blocks.ts';
import { report } from './problems.ts';
import type { ResolvedBlock, ResolvedBlockOf, ResolvedGrid } from './resolved-blocks.ts';
import { plainText, type Passage } from './resolved-text.ts';
import {
  ascending,
  resolveCitation,
  resolveOptional,
  resolveParagraphs,
  resolveText,
  type Context,
} from './resolve-text.ts';

/** Draft blocks for the reader. A paragraph with blank lines becomes several; nothing else changes in number. */
export function resolveBlock(block: DraftBlock, context: Context): ResolvedBlock[] {
  switch (block.type) {
    case 'heading':
      return [{ type: 'heading', level: block.level, text: resolveText(block.text, context, 'label') }];
    case 'paragraph':
      return resolveParagraphs(block.text, context).map((text) => ({ type: 'paragraph', text }));
    case 'list':
      return [{ type: 'list', items: block.items.map((item) => resolveText(item, context, 'paragraph')) }];
    case 'quote':
      return [resolveQuote(block, context)];
    case 'figure':
      return [resolveFigure(block, context)];
    case 'facts':
      return [resolveFacts(block, context)];
    case 'table':
      return [resolveTable(block, context)];
    case 'chart':
      return [resolveChart(block, context)];
    case 'note':
      return [{ type: 'note', kind: block.kind, text: resolveText(block.text, context, 'paragraph') }];
  }
}

function marksOf(...passages: (Passage | null)[]): number[] {
  return ascending(passages.flatMap((passage) => passage?.marks ?? []));
}

function resolveQuote(block: DraftBlockOf<'quote'>, context: Context): ResolvedBlockOf<'quote'> {
  const { text: words, tag } = block;
  const speaker = resolveCitation(block.speaker, context);
  if (block.speaker === null) report(context.place, 'quote_no_speaker');
  const office = resolveCitation(block.office, context);
  const source = block.source === null ? null : context.book.mark(block.source, context.place, block.source);
  const meaning = resolveOptional(block.meaning, context, 'paragraph');
  const { lang } = reading(words, context.lang);
  const original = lang === words.source;
  const text = quoted(words, original ? tag : null, meaning !== null, context);
  return {
    type: 'quote',
    text,
    translatedFrom: original ? null : (tag ?? words.source),
    speaker,
    office,
    meaning,
    marks: ascending([...marksOf(speaker, office), ...(source === null ? [] : [source])]),
  };
}

/** Words in their own language, said what they mean, are no missing translation. */
function quoted(
  words: DraftBlockOf<'quote'>['text'],
  tag: string | null,
  explained: boolean,
  context: Context,
): Passage {
  const asSaid = explained && !words[context.lang] ? { ...context, lang: words.source } : context;
  const text = resolveText(words, asSaid, 'quotation');
  return tag === null ? text : { ...text, lang: tag };
}

function resolveFigure(block: DraftBlockOf<'figure'>, context: Context): ResolvedBlockOf<'figure'> {
  for (const owed of ['caption', 'alt', 'credit'] as const) {
    if (block[owed] === null) report(context.place, `figure_no_${owed}`);
  }
  return {
    type: 'figure',
    image: block.image,
    caption: resolveOptional(block.caption, context, 'caption'),
    credit: resolveOptional(block.credit, context, 'line'),
    alt: resolveOptional(block.alt, context, 'alt'),
  };
}

function resolveFacts(block: DraftBlockOf<'facts'>, context: Context): ResolvedBlockOf<'facts'> {
  return {
    type: 'facts',
    title: resolveText(block.title, context, 'label'),
    rows: block.rows.map(({ label, value }) => ({
      label: resolveText(label, context, 'label'),
      value: resolveText(value, context, 'cell'),
    })),
  };
}

function resolveGrid(data: DraftBlockOf<'chart'>['data'], context: Context): ResolvedGrid {
  for (const row of data.rows) {
    if (row.length !== data.columns.length) report(context.place, 'table_ragged', String(row.length));
  }
  return {
    columns: data.columns.map(({ label, numeric }) => ({
      label: resolveText(label, context, 'label'),
      numeric,
    })),
    rows: data.rows.map((row) => row.map((cell) => resolveText(cell, context, 'cell'))),
  };
}

function marksOfGrid({ columns, rows }: ResolvedGrid): number[] {
  return marksOf(...columns.map(({ label }) => label), ...rows.flat());
}

function resolveTable(block: DraftBlockOf<'table'>, context: Context): ResolvedBlockOf<'table'> {
  const caption = resolveText(block.caption, context, 'caption');
  const grid = resolveGrid(block, context);
  return { type: 'table', caption, ...grid, marks: ascending([...caption.marks, ...marksOfGrid(grid)]) };
}

function resolveChart(block: DraftBlockOf<'chart'>, context: Context): ResolvedBlockOf<'chart'> {
  if (block.alt === null) report(context.place, 'chart_no_alt');
  if (block.source === null) report(context.place, 'chart_no_source');
  const title = resolveText(block.title, context, 'caption');
  const subtitle = resolveOptional(block.subtitle, context, 'line');
  const alt = resolveOptional(block.alt, context, 'alt');
  const source = resolveOptional(block.source, context, 'line');
  const data = resolveGrid(block.data, context);
  const marks = ascending([...marksOf(title, subtitle, source), ...marksOfGrid(data)]);
  return { type: 'chart', title, subtitle, alt, source, svg: block.svg, data, marks };
}

/** All passages of a block: for counting, searching, and asking how far its translation goes. */
export function passagesOf(block: ResolvedBlock): Passage[] {
  const given = (passages: (Passage | null)[]) => passages.filter((passage) => passage !== null);
  switch (block.type) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return [block.text];
    case 'list':
      return block.items;
    case 'quote':
      return given([block.text, block.speaker, block.office, block.meaning]);
    case 'figure':
      return given([block.caption, block.credit, block.alt]);
    case 'facts':
      return [block.title, ...block.rows.flatMap(({ label, value }) => [label, value])];
    case 'table':
      return [block.caption, ...block.columns.map(({ label }) => label), ...block.rows.flat()];
    case 'chart':
      return [
        ...given([block.title, block.subtitle, block.alt, block.source]),
        ...block.data.columns.map(({ label }) => label),
        ...block.data.rows.flat(),
      ];
  }
}

/** Has a block anything to read in it? A paragraph of nothing but broken citations has not. */
export function isEmpty(block: ResolvedBlock): boolean {
  return passagesOf(block).every((passage) => plainText(passage).trim() === '');
}
