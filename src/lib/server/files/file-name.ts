import { cleanLine } from '#lib/i18n/text.ts';
import { mediaTypes, type MediaType } from '#lib/media-types.ts';

/** Names Windows keeps for devices, with any ending. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/iu;
const mostLetters = 120;
const knownEndings = new Set([
  ...mediaTypes.map(({ ending }) => ending),
  'jpeg',
  'text',
  'doc',
  'xls',
  'ppt',
]);

/**
 * A name a file may have on any machine, ending in what its content is: no folders, no direction or control characters,
 * no leading dots, at most 120 letters. Never used as a path here.
 */
export function cleanName(raw: string, { ending }: Pick<MediaType, 'ending'>): string {
  const last = cleanLine(raw.replaceAll('\u0000', '')).split(/[/\\]/u).at(-1) ?? '';
  const plain = cleanLine(
    last
      .replace(/[<>:"|?*%\u200E\u200F\u061C\u2028\u2029]/gu, '')
      .replace(/^[.\s-]+/u, '')
      .replace(/[.\s]+$/u, ''),
  );
  const dot = plain.lastIndexOf('.');
  const isKnown = dot > 0 && knownEndings.has(plain.slice(dot + 1).toLowerCase());
  const stem = cut(isKnown ? plain.slice(0, dot) : plain).replace(/[.\s]+$/u, '') || 'file';
  return `${device.test(stem) ? '_' : ''}${stem}.${ending}`;
}

/** Cut between letters as people see them: a Bangla conjunct stays whole. */
function cut(text: string): string {
  if (text.length <= mostLetters) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('bn').segment(text.slice(0, mostLetters * 2))) {
    if (kept.length + segment.length > mostLetters) break;
    kept += segment;
  }
  return kept;
}

/** The header that names a file: a plain name for old programs, the full one by RFC 6266 and 8187. */
export function disposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\w. ()-]/gu, '_');
  const full = encodeURIComponent(name).replace(
    /['()*]/gu,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${full}`;
}
