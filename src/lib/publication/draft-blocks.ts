import { z } from 'zod';
import { reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';
import { citation, recordName } from './draft-cites.ts';

/*
 * The kinds of block. What an editor may still owe (a caption, a speaker) is optional here and a problem in
 * resolve.ts: a draft can always be saved.
 */
const text = translatedInput;
const owed = text.nullable().default(null);

const heading = z.strictObject({
  type: z.literal('heading'),
  level: z.union([z.literal(3), z.literal(4)]).default(3),
  text,
});
/** Blank lines in the text make several paragraphs. */
const paragraph = z.strictObject({ type: z.literal('paragraph'), text });
const list = z.strictObject({ type: z.literal('list'), items: z.array(text).min(1).max(100) });

const quote = z.strictObject({
  type: z.literal('quote'),
  /** The words as they were said, in the language they were said in; a translation beside them is marked as one. */
  text,
  /** BCP 47 tag of the original where its plain language says too little: "bn-Latn" for romanised Bangla. */
  tag: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/u)
    .nullable()
    .default(null),
  speaker: citation.nullable().default(null),
  office: citation.nullable().default(null),
  /** The record the words stand in. */
  source: recordName.nullable().default(null),
  /** What the words mean, for readers of another language. */
  meaning: owed,
});

const figure = z.strictObject({
  type: z.literal('figure'),
  /** Stored file; null when the picture is not held. */
  image: reference.nullable().default(null),
  caption: owed,
  credit: owed,
  alt: owed,
});

const facts = z.strictObject({
  type: z.literal('facts'),
  title: text,
  rows: z
    .array(z.strictObject({ label: text, value: text }))
    .min(1)
    .max(60),
});

const grid = {
  /** The first column names the row. */
  columns: z
    .array(z.strictObject({ label: text, numeric: z.boolean().default(false) }))
    .min(1)
    .max(12),
  rows: z.array(z.array(text).max(12)).min(1).max(2000),
};
const table = z.strictObject({ type: z.literal('table'), caption: text, ...grid });

const chart = z.strictObject({
  type: z.literal('chart'),
  /** The finding, then unit and period. */
  title: text,
  subtitle: owed,
  alt: owed,
  source: owed,
  /** Name of the drawing; who renders hands over the SVG of that name, its text outlined. */
  svg: reference,
  data: z.strictObject(grid),
});

const note = z.strictObject({
  type: z.literal('note'),
  kind: z.enum(['info', 'correction']).default('info'),
  text,
});

export const draftBlock = z.discriminatedUnion('type', [
  heading,
  paragraph,
  list,
  quote,
  figure,
  facts,
  table,
  chart,
  note,
]);

export type DraftBlock = z.infer<typeof draftBlock>;
export type DraftBlockOf<T extends DraftBlock['type']> = Extract<DraftBlock, { type: T }>;
