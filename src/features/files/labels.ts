import type { Language } from '#lib/i18n/context.ts';
import { formatDigits } from '#lib/i18n/format.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import { paragraphOf } from './rules.ts';
import type { EvidenceKind } from './schema.ts';

/** The word for a kind of evidence. */
export const evidenceKindLabels: Record<EvidenceKind, MessageKey> = {
  publication: 'evidence_kind_publication',
  dataset: 'evidence_kind_dataset',
  'web-page': 'evidence_kind_web_page',
  press: 'evidence_kind_press',
  resolution: 'evidence_kind_resolution',
  file: 'evidence_kind_file',
};

/** What schema.org calls it. */
export const schemaTypes: Record<EvidenceKind, string> = {
  publication: 'Report',
  dataset: 'Dataset',
  'web-page': 'WebPage',
  press: 'NewsArticle',
  resolution: 'Legislation',
  file: 'DigitalDocument',
};

/** A place in a text in the reader's language: "paragraph 17 (a)" is said; anything else stands as it is written. */
export function placeWords(locator: string, { lang, say }: Pick<Language, 'lang' | 'say'>): string {
  const place = paragraphOf(locator);
  if (!place) return locator;
  const n = formatDigits(place.paragraph, lang);
  return place.point
    ? say('locator_paragraph_point', { n, point: place.point })
    : say('locator_paragraph', { n });
}
