import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';
import { draftBlock } from './draft-blocks.ts';
import { recordName } from './draft-cites.ts';

/** Anchors of the page are made of keys, so they are short and plain. */
const key = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/u, {
  error: 'a key has small letters, digits and dashes, begins with a letter, at most 60',
});

const text = translatedInput;
const optionalText = text.nullable().default(null);

/** One story of a bulletin, one chapter of a report. */
export const draftSection = z.strictObject({
  key,
  headline: text,
  /** The word or two over the headline: the body, the subject. */
  kicker: optionalText,
  /** When and where: "[[meetings/bdunnm-2023-1 date]]". */
  dateline: optionalText,
  lead: z.boolean().default(false),
  blocks: z.array(draftBlock).max(400).default([]),
  /** Records the section rests on besides those its text cites: "meetings/bdunnm-2023-1". */
  cites: z.array(recordName).max(100).default([]),
});

/** The box at the end: who speaks here. */
export const draftAbout = z.strictObject({ title: text, paragraphs: z.array(text).min(1).max(10) });

/** What an editor keeps: texts in two languages that cite records; see inline.ts for what a text can hold. */
export const draft = z.strictObject({
  key: reference,
  /** A bulletin is set like a small newspaper; a report runs in one column. */
  form: z.enum(['bulletin', 'report']).default('bulletin'),
  title: text,
  subtitle: optionalText,
  publisher: text,
  /** The time the document is about; half-open, see dates.ts. */
  period: z.strictObject({ from: partialDate, until: partialDate.nullable().default(null) }),
  /** The day of issue; printed files carry it as their date. */
  issued: partialDate.nullable().default(null),
  sections: z.array(draftSection).max(200).default([]),
  about: draftAbout.nullable().default(null),
  contact: optionalText,
});

export type Draft = z.infer<typeof draft>;
/** A draft as it may be written down: texts as bare strings, defaults left out. */
export type DraftInput = z.input<typeof draft>;
export type DraftSection = z.infer<typeof draftSection>;
export type DraftAbout = z.infer<typeof draftAbout>;
