import type { Observation, Qualifier, Sex } from '#features/indicators/rules.ts';
import { dayBefore, firstDay, type PartialDate } from '#lib/dates.ts';
import { formatDate, formatLarge, formatNumber, formatPeriod } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { isMessageKey, type MessageKey, type Say } from '#lib/i18n/messages.ts';
import type { Basis } from '#lib/record.ts';
import { textIn } from '#lib/translated.ts';

/** How a value is meant to be read. */
export const qualifierLabels: Record<Qualifier, MessageKey> = {
  'more-than': 'indicator_qualifier_more_than',
  about: 'indicator_qualifier_about',
  minimum: 'indicator_qualifier_minimum',
  estimated: 'indicator_qualifier_estimated',
  provisional: 'indicator_qualifier_provisional',
};

export const sexLabels: Record<Sex, MessageKey> = {
  female: 'indicator_sex_female',
  male: 'indicator_sex_male',
};

/** The name of a theme; a theme of another country's pack that has no name here is shown as it is. */
export function themeName(theme: string, say: Say): string {
  const key = `indicator_theme_${theme}`;
  return isMessageKey(key) ? say(key) : theme;
}

type Telling = { lang: Lang; say: Say };

/** A value as it is written in tables: "more than 1,300", exact, in the decimals of the indicator. */
export function valueText(
  one: { value: number; qualifier?: Qualifier | null },
  decimals: number,
  { lang, say }: Telling,
): string {
  const number = formatNumber(one.value, lang, decimals);
  return one.qualifier ? `${say(qualifierLabels[one.qualifier])} ${number}` : number;
}

/** From a million on people tell values in words; what is shorter is written out. */
export const isTold = (value: number): boolean => Math.abs(value) >= 1e6;

/** A value as it is told in a sentence: "27.2 billion", "2.4". */
export function toldText(
  one: { value: number; qualifier?: Qualifier | null },
  decimals: number,
  telling: Telling,
): string {
  if (!isTold(one.value)) return valueText(one, decimals, telling);
  const number = formatLarge(one.value, telling.lang);
  return one.qualifier ? `${telling.say(qualifierLabels[one.qualifier])} ${number}` : number;
}

/**
 * A half-open period as exactly as both of its ends are known: "2024", "April–December 2020", "2004 – February 2020".
 * formatPeriod speaks in the precision of the start.
 */
export function periodText({ from, until }: { from: PartialDate; until: PartialDate }, lang: Lang): string {
  if (until.length <= from.length) return formatPeriod(from, until, lang);
  const last = dayBefore(until).slice(0, until.length);
  const words = [formatDate(from, lang), formatDate(last, lang)];
  return last.startsWith(from)
    ? formatPeriod(firstDay(from).slice(0, until.length), until, lang)
    : words.join(' – ');
}

/** What a value counts, when it is not the whole: "Women · Saudi Arabia". Empty for a total. */
export function partText(
  one: Pick<Observation, 'sex' | 'destination' | 'category' | 'place' | 'home'>,
  { lang, say }: Telling,
): string {
  const { sex, destination, category, place, home } = one;
  return [
    sex && say(sexLabels[sex]),
    !home && place && textIn(place.name, lang),
    destination && textIn(destination.name, lang),
    category && textIn(category, lang),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Whose value it is, in few words: who counted, else who published. */
export function producerName(one: Pick<Observation, 'producer' | 'source'>, lang: Lang): string {
  return textIn(one.producer ?? one.source.producer ?? one.source.title, lang);
}

/** Which way is better. */
export const directionLabels: Record<'up' | 'down', MessageKey> = {
  up: 'indicator_direction_up',
  down: 'indicator_direction_down',
};

/** What a link to a framework item rests on. */
export const basisLabels: Record<Basis, MessageKey> = {
  text: 'indicator_basis_text',
  'official-mapping': 'indicator_basis_official_mapping',
  'publisher-mapping': 'indicator_basis_publisher_mapping',
  own: 'indicator_basis_own',
};
