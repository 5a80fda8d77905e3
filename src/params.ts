import { defineParams } from '@sveltejs/kit/params';
import { isOutcomeKind, type OutcomeKind } from '#features/desk/outcomes/schema.ts';
import { isNoun, type Noun } from '#features/desk/schema.ts';
import { isLang, type Lang } from '#lib/i18n/lang.ts';

export const params = defineParams({
  /** The first path segment of every page: `en` or `bn`. */
  lang: (segment: string): Lang | undefined => (isLang(segment) ? segment : undefined),
  /** A kind of record that the secretariat keeps by form: /desk/people. */
  noun: (segment: string): Noun | undefined => (isNoun(segment) ? segment : undefined),
  /** What a meeting comes to, kept by whoever runs the body: /desk/decisions/… */
  outcome: (segment: string): OutcomeKind | undefined => (isOutcomeKind(segment) ? segment : undefined),
});
