import type { MessageKey } from '#lib/i18n/messages.ts';
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
