import { cleanLine } from '#lib/i18n/text.ts';
import type { Inline, Passage } from '#lib/publication/resolved-text.ts';
import { passagesIn } from '#lib/publication/resolve.ts';
import type { Resolved } from '#lib/publication/resolved.ts';
import type { ValueSource } from '#lib/publication/values.ts';

/** A value that a published document printed and that the record has since corrected. */
export type Correction = { record: string; field: string; was: string; now: string; href: string | null };

/**
 * What has been corrected in the records since a document was issued. The document itself stays as it was;
 * the reader is told. A record that is no longer there is not a correction.
 */
export function correctionsSince(document: Resolved, source: ValueSource): Correction[] {
  const corrections = new Map<string, Correction>();
  for (const run of citedRuns(passagesIn(document))) {
    const found = source(run.record, run.field, document.lang);
    const key = `${run.record} ${run.field}`;
    // Printed values have single plain spaces (see values.ts of the publication), whatever Intl puts between days.
    const now = cleanLine(found?.text ?? '');
    if (!found || now === run.text || corrections.has(key)) continue;
    corrections.set(key, {
      record: run.record,
      field: run.field,
      was: run.text,
      now,
      href: found.href,
    });
  }
  return [...corrections.values()];
}

function citedRuns(passages: readonly Passage[]): Extract<Inline, { type: 'cited' }>[] {
  return passages.flatMap(({ inlines }) => inlines.filter((run) => run.type === 'cited'));
}

/** Where an edition's PDF is: the address of its page with .pdf, in each language. */
export function pdfName(edition: string, lang: string): string {
  return `${edition}-${lang}.pdf`;
}
