import type { Lang } from '#lib/i18n/lang.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import { isMessageKey, type MessageKey, type Say } from '#lib/i18n/messages.ts';
import { mediaTypes } from '#lib/media-types.ts';
import type { ScanState } from './schema.ts';

/** What a file is, in words people know. */
const typeLabels: Record<string, MessageKey> = {
  pdf: 'files_type_pdf',
  png: 'files_type_picture',
  jpg: 'files_type_picture',
  webp: 'files_type_picture',
  docx: 'files_type_document',
  odt: 'files_type_document',
  xlsx: 'files_type_sheet',
  ods: 'files_type_sheet',
  pptx: 'files_type_slides',
  odp: 'files_type_slides',
  csv: 'files_type_csv',
  txt: 'files_type_text',
  ics: 'files_type_calendar',
};

/** The word for a media type. */
export function typeLabel(mediaType: string): MessageKey {
  const ending = mediaTypes.find(({ type }) => type === mediaType)?.ending ?? '';
  return typeLabels[ending] ?? 'files_type_text';
}

/** What a file dialogue offers first; the server goes by the content. */
export const acceptedFiles = mediaTypes.map(({ ending }) => `.${ending}`).join(',');

/** What a scanner has said. Where it has found nothing there is nothing to say. */
export const scanLabels: Record<ScanState, MessageKey> = {
  none: 'files_scan_none',
  waiting: 'files_scan_waiting',
  clean: 'files_scan_clean',
  infected: 'files_scan_infected',
};

/** A size in kB or MB, as people say it. */
export function sizeWords(bytes: number, lang: Lang, say: Say): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  if (kilobytes < 1000) return say('files_size_kb', { n: formatNumber(kilobytes, lang) });
  const megabytes = Math.round((bytes / 1024 / 1024) * 10) / 10;
  return say('files_size_mb', { n: formatNumber(megabytes, lang) });
}

/** What was wrong with one field of a form: the code of an expected error, and what fills its sentence. */
export type Wrong = { field: string; code: string; values?: Record<string, string | number> };

/** The sentences of what was wrong, for the summary on top and beside the fields. */
export function wordsFor(wrong: readonly Wrong[], say: Say): { field: string; text: string }[] {
  return wrong.map(({ field, code, values }) => {
    const key = `error_${code.replaceAll('.', '_')}`;
    return { field, text: isMessageKey(key) ? say(key, values) : say('ui_error_other_text') };
  });
}
