import type { MinutesStatus } from '#features/meetings/minutes/rules.ts';
import type { Presence } from '#features/meetings/minutes/schema.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { MessageKey, Say } from '#lib/i18n/messages.ts';
import { textIn, type Translated } from '#lib/translated.ts';
import type { Link } from '#lib/ui/links.ts';
import type { StatusTone } from '#lib/ui/status.ts';

/** The word and the look of where minutes are in their life. */
export const minutesStatusLabels: Record<MinutesStatus, { word: MessageKey; tone: StatusTone }> = {
  draft: { word: 'minutes_status_draft', tone: 'planned' },
  circulated: { word: 'minutes_status_circulated', tone: 'current' },
  adopted: { word: 'minutes_status_adopted', tone: 'done' },
};

/** The word for who was there. */
export const presenceLabels: Record<Presence, MessageKey> = {
  present: 'attendance_present',
  represented: 'attendance_represented',
  excused: 'attendance_excused',
  absent: 'attendance_absent',
  visitor: 'attendance_visitor',
};

type Reader = { lang: Lang; say: Say };
type Named = { ref: string; title: Translated };

/** The parts of a meeting's minutes at the desk, in the order in which they are done. */
export function minutesLinks(ref: string, { lang, say }: Reader): Link[] {
  const home = `/${lang}/desk/meetings/${ref}`;
  return [
    { href: `${home}/attendance`, label: say('attendance_title') },
    { href: `${home}/minutes`, label: say('minutes_write_title') },
    { href: `${home}/minutes/review`, label: say('minutes_review_title') },
  ];
}

/** The way to a page of a meeting's minutes; who does not run the body comes from the meeting's own page. */
export function minutesTrail({ ref, title }: Named, runs: boolean, { lang, say }: Reader): Link[] {
  const home = `/${lang}`;
  return [
    { href: home, label: say('nav_home') },
    { href: `${home}/desk`, label: say('desk_title') },
    { href: `${home}${runs ? '/desk' : ''}/meetings/${ref}`, label: textIn(title, lang) },
  ];
}
