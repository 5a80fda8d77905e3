import { z } from 'zod';
import { passage } from './resolved-text.ts';

const grid = {
  columns: z.array(z.strictObject({ label: passage, numeric: z.boolean() })),
  rows: z.array(z.array(passage)),
};

export const resolvedGrid = z.strictObject(grid);

export const resolvedBlock = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('heading'),
    level: z.union([z.literal(3), z.literal(4)]),
    text: passage,
  }),
  z.strictObject({ type: z.literal('paragraph'), text: passage }),
  z.strictObject({ type: z.literal('list'), items: z.array(passage) }),
  z.strictObject({
    type: z.literal('quote'),
    text: passage,
    /** Language the words were said in, when `text` is a translation of them. */
    translatedFrom: z.string().nullable(),
    speaker: passage.nullable(),
    office: passage.nullable(),
    meaning: passage.nullable(),
    /** Marks of speaker, office and the record the words stand in. */
    marks: z.array(z.number()),
  }),
  z.strictObject({
    type: z.literal('figure'),
    image: z.string().nullable(),
    caption: passage.nullable(),
    credit: passage.nullable(),
    alt: passage.nullable(),
  }),
  z.strictObject({
    type: z.literal('facts'),
    title: passage,
    rows: z.array(z.strictObject({ label: passage, value: passage })),
  }),
  z.strictObject({ type: z.literal('table'), caption: passage, marks: z.array(z.number()), ...grid }),
  z.strictObject({
    type: z.literal('chart'),
    title: passage,
    subtitle: passage.nullable(),
    alt: passage.nullable(),
    source: passage.nullable(),
    svg: z.string(),
    data: resolvedGrid,
    marks: z.array(z.number()),
  }),
  z.strictObject({ type: z.literal('note'), kind: z.enum(['info', 'correction']), text: passage }),
]);

export type ResolvedGrid = z.infer<typeof resolvedGrid>;
export type ResolvedBlock = z.infer<typeof resolvedBlock>;
export type ResolvedBlockOf<T extends ResolvedBlock['type']> = Extract<ResolvedBlock, { type: T }>;
