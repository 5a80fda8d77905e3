import { z } from 'zod';
import { langs } from '#lib/i18n/lang.ts';
import { translationStatuses } from '#lib/translated.ts';
import { resolvedBlock } from './resolved-blocks.ts';
import { passage } from './resolved-text.ts';

/*
 * The publication document: one language of a draft with every cited value in its place. It is plain JSON, is kept
 * as it was published, and is all a renderer gets: web and PDF now, mail and Word the same way.
 */

export const problem = z.strictObject({
  /** Stable; message key `publication_problem_<code>`. */
  code: z.string(),
  /** A document with a blocking problem is not rendered. */
  blocking: z.boolean(),
  /** Key of the section; null for title, period, closing box and contact line. */
  section: z.string().nullable(),
  /** Number of the block in its draft section, from 1; null for headline, kicker, dateline. */
  block: z.number().nullable(),
  lang: z.enum(langs),
  /** What was found there, as typed; empty where something is missing. */
  token: z.string(),
});

/** A record a section rests on; `number` is the mark it has in the text. */
export const resolvedSource = z.strictObject({
  number: z.number(),
  record: z.string(),
  text: z.string(),
  href: z.string().nullable(),
  lang: z.string(),
  /** What was said about the values taken from it: cut-off dates, versions, remarks. */
  notes: z.array(z.string()),
});

export const resolvedSection = z.strictObject({
  key: z.string(),
  headline: passage,
  kicker: passage.nullable(),
  dateline: passage.nullable(),
  lead: z.boolean(),
  blocks: z.array(resolvedBlock),
  sources: z.array(resolvedSource),
});

export const resolvedAbout = z.strictObject({
  title: passage,
  paragraphs: z.array(passage),
  sources: z.array(resolvedSource),
});

export const resolved = z.strictObject({
  /** Version of this format; a kept document says how it is to be read. */
  format: z.literal(1),
  key: z.string(),
  form: z.enum(['bulletin', 'report', 'paper']),
  lang: z.enum(langs),
  title: passage,
  subtitle: passage.nullable(),
  publisher: passage,
  /** The period in words of the language. */
  period: z.string(),
  /** ISO day printed files are dated with. */
  date: z.string(),
  /** Where it stands on the site, after the language ("/meetings/x"); the home page where it is left out. */
  path: z.string().optional(),
  sections: z.array(resolvedSection),
  about: resolvedAbout.nullable(),
  contact: passage.nullable(),
  /** The weakest standing among the texts: `unreviewed` if any translation in it is our own. */
  translation: z.enum(translationStatuses),
  problems: z.array(problem),
});

export type Problem = z.infer<typeof problem>;
export type ResolvedSource = z.infer<typeof resolvedSource>;
export type ResolvedSection = z.infer<typeof resolvedSection>;
export type ResolvedAbout = z.infer<typeof resolvedAbout>;
export type Resolved = z.infer<typeof resolved>;
