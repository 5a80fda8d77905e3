import type { Lang } from '#lib/i18n/lang.ts';
import { textIn, type Translated } from '#lib/translated.ts';

/** How a person is named on one line: with the honorific, where one is recorded ("Dr Ahmed Munirus Saleheen"). */
export function fullName(person: { name: Translated; honorific: Translated | null }, lang: Lang): string {
  const name = textIn(person.name, lang);
  return person.honorific ? `${textIn(person.honorific, lang)} ${name}` : name;
}

/** Other names as a reader of the language can read them: Bangla ones stand on Bangla pages only. */
export function aliasesFor(aliases: readonly string[], lang: Lang): string[] {
  return aliases.filter((alias) => lang === 'bn' || !/\p{Script=Bengali}/u.test(alias));
}
