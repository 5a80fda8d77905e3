import type { Lang } from '#lib/i18n/lang.ts';
import { PublicationError } from './errors.ts';
import type { Problem, Resolved } from './resolved.ts';

/** Everything that can be wrong with a draft, and whether it keeps the document from being rendered. */
export const problemCodes = {
  record_unknown: true,
  field_unknown: true,
  value_empty: true,
  value_link: true,
  token_malformed: true,
  link_protocol: true,
  text_too_long: true,
  figure_no_caption: true,
  figure_no_alt: true,
  figure_no_credit: true,
  chart_no_alt: true,
  chart_no_source: true,
  quote_no_speaker: true,
  table_ragged: true,
  section_empty: true,
  section_twice: true,
  heading_order: true,
  heading_alone: true,
  document_empty: true,
  document_too_long: true,
  // The rest is shown to the editor and does not stop anything.
  lead_twice: false,
  token_unclosed: false,
  digits_typed: false,
  translation_missing: false,
} as const satisfies Record<string, boolean>;

export type ProblemCode = keyof typeof problemCodes;

/** Where in the document we are, and where its problems are collected. */
export type Place = { section: string | null; block: number | null; lang: Lang; problems: Problem[] };

/** Notes a problem at a place, with the offending words (cut at 120 characters). */
export function report(place: Place, code: ProblemCode, token = ''): void {
  const { section, block, lang, problems } = place;
  problems.push({ code, blocking: problemCodes[code], section, block, lang, token: token.slice(0, 120) });
}

/** May this document be rendered? A feature adds problems of its own (an unapproved quotation) to `problems`. */
export function renderable({ problems }: Pick<Resolved, 'problems'>): boolean {
  return problems.every(({ blocking }) => !blocking);
}

/** What every renderer calls first. Throws PublicationError `publication.blocked` with the first blocking problem. */
export function requireRenderable(document: Pick<Resolved, 'problems'>): void {
  const first = document.problems.find(({ blocking }) => blocking);
  if (first) {
    throw new PublicationError('blocked', first.code, { section: first.section, block: first.block });
  }
}
