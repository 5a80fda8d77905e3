/** The two languages of an installation; the first segment of every address. */
export const langs = ['en', 'bn'] as const;
export type Lang = (typeof langs)[number];

/** BCP 47 tags given to Intl and written into documents. Bangla uses Bangla digits and lakh grouping. */
export const localeTag: Record<Lang, string> = { en: 'en-GB', bn: 'bn-BD' };

export function isLang(value: string): value is Lang {
  return (langs as readonly string[]).includes(value);
}

export function otherLang(lang: Lang): Lang {
  return lang === 'en' ? 'bn' : 'en';
}
