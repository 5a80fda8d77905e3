import { z } from 'zod';
import { langs, otherLang, type Lang } from '#lib/i18n/lang.ts';
import { cleanText } from '#lib/i18n/text.ts';

/**
 * How far a language version can be trusted:
 * `original` it was written in this language; `official` published by the issuing authority;
 * `reviewed` confirmed by a native-speaking colleague; `unreviewed` our own translation, shown as such;
 * `stale` the original changed after this version was written.
 */
export const translationStatuses = ['original', 'official', 'reviewed', 'unreviewed', 'stale'] as const;
export type TranslationStatus = (typeof translationStatuses)[number];

/** One text in the languages of the installation. `source` names the language it was written in. */
export type Translated = {
  source: Lang;
  en?: string;
  bn?: string;
  status: Partial<Record<Lang, TranslationStatus>>;
};

const piece = z.string().max(20_000).transform(cleanText);

/**
 * Input for a translated text. A bare string is English original text.
 * `status` may be left out: the source language is `original`, the other one `unreviewed`.
 */
export const translatedInput = z
  .union([
    piece.transform((en) => ({ en })),
    z.strictObject({
      source: z.enum(langs).optional(),
      en: piece.optional(),
      bn: piece.optional(),
      status: z.partialRecord(z.enum(langs), z.enum(translationStatuses)).optional(),
    }),
  ])
  .transform((input, context): Translated => {
    const value: Partial<Translated> = input;
    const source = value.source ?? (value.en ? 'en' : 'bn');
    if (!value[source]) {
      context.addIssue({ code: 'custom', message: `the text in its source language (${source}) is missing` });
    }
    return complete(value, source);
  });

/** Only languages that have a text, each with its status. */
function complete(value: Partial<Translated>, source: Lang): Translated {
  const made: Translated = { source, status: {} };
  for (const lang of langs) {
    const text = value[lang];
    if (!text) continue;
    made[lang] = text;
    made.status[lang] = value.status?.[lang] ?? (lang === source ? 'original' : 'unreviewed');
  }
  return made;
}

/** A text that somebody has just written in one language. */
export function written(text: string, lang: Lang): Translated {
  return { source: lang, [lang]: text, status: { [lang]: 'original' } };
}

/** What a reader of `lang` gets: the text, the language it is really in, and how far to trust it. */
export type Reading = { text: string; lang: Lang; fallback: boolean; status: TranslationStatus };

/** Reads a translated text for `lang`, falling back to the other language and saying so. */
export function reading(value: Translated, lang: Lang): Reading {
  const own = value[lang];
  if (own) return { text: own, lang, fallback: false, status: value.status[lang] ?? 'unreviewed' };
  const other = otherLang(lang);
  return { text: value[other] ?? '', lang: other, fallback: true, status: value.status[other] ?? 'original' };
}

/** The bare text for `lang`, for places that cannot show a fallback mark (titles of files, sorting). */
export function textIn(value: Translated, lang: Lang): string {
  return reading(value, lang).text;
}
