import { formatDate } from '#lib/i18n/format.ts';
import type { Due } from '#lib/due.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { isMessageKey, sayIn, type MessageKey } from '#lib/i18n/messages.ts';
import type { Listed } from '#lib/mail/templates.ts';
import { textIn } from '#lib/translated.ts';

/** What is to be done, as a verb with an object. Throws Error for a kind without words. */
export function dueVerb(kind: string, lang: Lang): string {
  const key: string = `due_${kind}`;
  if (!isMessageKey(key)) throw new Error(`there is no message ${key}`);
  return sayIn(lang)(key);
}

/** By when or since when, where it belongs, and why it is theirs: one line under the title. */
export function dueNote({ due, since, within, detail, ground }: Due, lang: Lang): string {
  const say = sayIn(lang);
  const because: MessageKey = `due_because_${ground}`;
  const when = due
    ? say('due_until', { date: formatDate(due, lang) })
    : since && say('due_since', { date: formatDate(since, lang) });
  return [within && textIn(within, lang), detail && say(detail), when, say(because)]
    .filter(Boolean)
    .join(' · ');
}

/** A due thing as it stands in a letter. */
export function dueListed(due: Due, lang: Lang, origin: string): Listed {
  return {
    text: `${dueVerb(due.kind, lang)}: ${textIn(due.title, lang)}`,
    href: `${origin}/${lang}${due.path}`,
    note: dueNote(due, lang),
  };
}
