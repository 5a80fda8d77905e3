import { agendaKindLabels } from '#features/meetings/labels.ts';
import { fullName } from '#features/people/labels.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Say } from '#lib/i18n/messages.ts';
import { textIn } from '#lib/translated.ts';
import type { AgendaItem } from './server/queries.ts';

type Reader = { lang: Lang; say: Say };

/** Who presents an item, in words: the person, the organisation, or the person of it; empty where nobody is named. */
export function presenterWords({ presenter }: Pick<AgendaItem, 'presenter'>, lang: Lang): string {
  const { person, organisation } = presenter;
  const names = [
    person && fullName(person, lang),
    organisation && textIn(organisation.acronym ?? organisation.name, lang),
  ];
  return names.filter(Boolean).join(', ');
}

/** What an item is for, how long it takes and who presents it: "For decision · 15 minutes · IOM". */
export function itemWords(item: AgendaItem, { lang, say }: Reader): string {
  const minutes = item.duration === null ? '' : say('agenda_minutes_count', { n: item.duration });
  return [say(agendaKindLabels[item.kind]), minutes, presenterWords(item, lang)].filter(Boolean).join(' · ');
}
