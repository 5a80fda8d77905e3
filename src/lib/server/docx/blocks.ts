import {
  BorderStyle,
  HeadingLevel,
  LineRuleType,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  WidthType,
  type IParagraphOptions,
  type ParagraphChild,
} from 'docx';
import { translatedFromLabel } from '#lib/publication/labels.ts';
import type { ResolvedBlock, ResolvedBlockOf, ResolvedGrid } from '#lib/publication/resolved-blocks.ts';
import type { Passage } from '#lib/publication/resolved-text.ts';
import { colours } from './style.ts';
import { run, wordsOf, type Page } from './words.ts';

export type Element = Paragraph | Table;

/** A paragraph in one of the document's styles. */
export const paragraph = (children: ParagraphChild[], options: IParagraphOptions = {}) =>
  new Paragraph({ ...options, children });
const said = (passage: Passage | null, page: Page, options: IParagraphOptions = {}) =>
  passage ? [paragraph(wordsOf(passage, page), options)] : [];
const strong = (passage: Passage, page: Page) => paragraph(wordsOf(passage, page, true), { keepNext: true });

/** The chapter has the first level. */
const levels = { 3: HeadingLevel.HEADING_2, 4: HeadingLevel.HEADING_3 };

/** A block of a publication as Word has it. Drawings and pictures stand as their figures, captions and credits. */
export function elementsOf(block: ResolvedBlock, page: Page): Element[] {
  switch (block.type) {
    case 'heading':
      return said(block.text, page, { heading: levels[block.level] });
    case 'paragraph':
      return said(block.text, page);
    case 'list':
      return block.items.flatMap((item) => said(item, page, { bullet: { level: 0 } }));
    case 'quote':
      return quote(block, page);
    case 'figure':
      return [...said(block.caption, page), ...said(block.credit, page, { style: 'Small' })];
    case 'facts':
      return [strong(block.title, page), facts(block, page), gap()];
    case 'table':
      return [strong(block.caption, page), table(block, page), gap()];
    case 'chart':
      return [
        strong(block.title, page),
        ...said(block.subtitle, page, { style: 'Small' }),
        table(block.data, page),
        ...said(block.source, page, { style: 'Small' }),
        gap(),
      ];
    case 'note':
      return [
        paragraph([run(`${page.labels[block.kind]}: `, { isBold: true }), ...wordsOf(block.text, page)]),
      ];
  }
}

function quote(block: ResolvedBlockOf<'quote'>, page: Page): Element[] {
  const from = block.translatedFrom && translatedFromLabel(block.translatedFrom, page.lang);
  const small = { style: 'Small', indent: { left: 360 } };
  return [
    paragraph([run('“'), ...wordsOf(block.text, page), run('”')], { style: 'Said', keepNext: true }),
    ...said(block.speaker, page, small),
    ...said(block.office, page, small),
    ...(block.meaning
      ? [paragraph([run(`${page.labels.meaning} `), ...wordsOf(block.meaning, page)], small)]
      : []),
    ...(from ? [paragraph([run(from)], small)] : []),
  ];
}

/** Room after a table: Word sets the next paragraph against it otherwise. */
const gap = () => paragraph([], { spacing: { after: 80, line: 120, lineRule: LineRuleType.EXACT } });

const line = { style: BorderStyle.SINGLE, size: 4, color: colours.hair };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const borders = {
  top: line,
  bottom: line,
  left: none,
  right: none,
  insideHorizontal: line,
  insideVertical: none,
};

/** Columns share the width of the text: what is a number takes little, the longest text most. */
function widthsOf({ columns, rows }: ResolvedGrid): number[] {
  const length = (passage: Passage | undefined) =>
    passage?.inlines.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
  const longest = columns.map(({ label }, at) =>
    Math.min(60, Math.max(11, length(label), ...rows.map((row) => length(row[at])))),
  );
  const sum = longest.reduce((all, one) => all + one, 0);
  return longest.map((one) => Math.round((one / sum) * 100));
}

function table(grid: ResolvedGrid, page: Page): Table {
  const widths = widthsOf(grid);
  const cell = (children: ParagraphChild[], at: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[at] ?? 10, type: WidthType.PERCENTAGE },
      ...(isHead && { shading: { type: ShadingType.CLEAR, fill: colours.pale } }),
      children: [
        paragraph(children, { style: 'Cell', alignment: grid.columns[at]?.numeric ? 'right' : 'left' }),
      ],
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: grid.columns.map(({ label }, at) => cell(wordsOf(label, page, true), at, true)),
      }),
      ...grid.rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: row.map((passage, at) => cell(wordsOf(passage, page), at, false)),
          }),
      ),
    ],
  });
}

function facts({ rows }: ResolvedBlockOf<'facts'>, page: Page): Table {
  const cell = (children: ParagraphChild[], size: number) =>
    new TableCell({
      width: { size, type: WidthType.PERCENTAGE },
      children: [paragraph(children, { style: 'Cell' })],
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders,
    rows: rows.map(
      ({ label, value }) =>
        new TableRow({
          cantSplit: true,
          children: [cell(wordsOf(label, page, true), 28), cell(wordsOf(value, page), 72)],
        }),
    ),
  });
}
