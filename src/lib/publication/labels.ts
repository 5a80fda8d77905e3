import { localeTag, otherLang, type Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { TranslationStatus } from '#lib/translated.ts';
import type { Resolved } from './resolved.ts';

/** The fixed words of a rendered document, in its own language. The web page says the same through its messages. */
export type Labels = {
  contents: string;
  sources: string;
  meaning: string;
  photo: string;
  notHeld: string;
  info: string;
  correction: string;
  /** Remark on a text that is not in the document's language. */
  fallback: string;
  /** Lines of small print at the end. */
  colophon: string[];
};

/** The name of a language in the words of another; "bn-Latn" is "Bangla in Roman script". */
function languageName({ language, script }: Intl.Locale, lang: Lang): string {
  const name = new Intl.DisplayNames([localeTag[lang]], { type: 'language' }).of(language) ?? language;
  return script === 'Latn' ? sayIn(lang)('publication_romanised', { language: name }) : name;
}

/** What a quotation says of itself: "Translated from English", or that only its script is another. */
export function translatedFromLabel(tag: string, lang: Lang): string {
  const original = new Intl.Locale(tag);
  if (original.language === lang) return sayIn(lang)('publication_transliterated');
  return sayIn(lang)('publication_translated_from', { language: languageName(original, lang) });
}

/** The remark a document owes about its translation; null when there is nothing to say. */
export function translationRemark(status: TranslationStatus, lang: Lang): string | null {
  const say = sayIn(lang);
  if (status === 'stale') return say('publication_stale');
  return status === 'unreviewed' ? say('publication_unreviewed') : null;
}

/** Words for printing `document`. `origin` is the site its records can be read on; null when that is not known. */
export function labelsOf({ lang, form, translation, path = '' }: Resolved, origin: string | null): Labels {
  const say = sayIn(lang);
  const address = origin && `${origin}/${lang}${path}`;
  const remark = translationRemark(translation, lang);
  const colophon = form === 'paper' ? 'publication_paper_colophon' : 'publication_colophon';
  return {
    contents: say(form === 'report' ? 'publication_contents_report' : 'publication_contents'),
    sources: say('ui_sources_title'),
    meaning: say('publication_meaning'),
    photo: say('publication_photo'),
    notHeld: say('ui_figure_not_held'),
    info: say('ui_notice_info'),
    correction: say('ui_notice_correction'),
    fallback: say(otherLang(lang) === 'en' ? 'ui_text_only_en' : 'ui_text_only_bn'),
    colophon: [address && say(colophon, { address }), remark].filter((line) => line !== null),
  };
}
