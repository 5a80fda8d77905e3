import { z } from 'zod';
import { cleanLine } from '#lib/i18n/text.ts';
import { translatedInput } from '#lib/translated.ts';

/** A public reference: stable, readable, part of addresses; never a database id. */
export const reference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/u, {
  error: 'a reference has letters, digits, dots, dashes and underscores only, at most 80',
});

export const visibilities = ['public', 'network', 'body', 'secretariat'] as const;
export type Visibility = (typeof visibilities)[number];

/** A citation of evidence: "ref" or "ref#page 3". */
export const evidenceCite = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*(#.{1,120})?$/u, {
  error: 'evidence is cited by its reference, with a place in it after # where known',
});

/** What every record of any kind can be given. */
export const recordInput = {
  ref: reference,
  visibility: z.enum(visibilities).default('public'),
  /** Is it published? A draft is seen by the desk only. */
  published: z.boolean().default(true),
  /** A remark for the reader: what sources disagree about, what is a reading of ours. */
  note: translatedInput.optional(),
  evidence: z.array(evidenceCite).default([]),
};

export const line = z.string().max(400).transform(cleanLine);
export const aliases = z.array(line).default([]);
export const webAddress = z.url({ protocol: /^https?$/u }).max(2000);

/** A link to framework items says what it rests on: the text itself, an official or a publisher's mapping, or us. */
export const bases = ['text', 'official-mapping', 'publisher-mapping', 'own'] as const;
export type Basis = (typeof bases)[number];
export const itemLink = z.strictObject({ item: reference, basis: z.enum(bases) });
