import type { bodyKinds } from '#features/bodies/schema.ts';
import { formatList } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { MessageKey, Say } from '#lib/i18n/messages.ts';
import type { Link } from '#lib/ui/links.ts';
import { textIn, type Translated } from '#lib/translated.ts';
import type { Option } from '#lib/ui/options.ts';
import type { StatusTone } from '#lib/ui/status.ts';
import type { BodyStatus } from './rules.ts';

/** The word for a kind of body. */
export const bodyKindLabels: Record<(typeof bodyKinds)[number], MessageKey> = {
  network: 'body_kind_network',
  'task-force': 'body_kind_task_force',
  'working-group': 'body_kind_working_group',
};

/** The word and the look of a body's status. */
export const bodyStatusLabels: Record<BodyStatus, { word: MessageKey; tone: StatusTone }> = {
  'not-yet': { word: 'body_status_not_yet', tone: 'planned' },
  proposed: { word: 'body_status_proposed', tone: 'proposed' },
  active: { word: 'body_status_active', tone: 'current' },
  closed: { word: 'body_status_closed', tone: 'withdrawn' },
};

/** The way from home to a page of the network: bodies, organisations, people, meetings, decisions. */
export function networkTrail({ lang, say }: { lang: Lang; say: Say }, ...more: Link[]): Link[] {
  return [
    { href: `/${lang}`, label: say('nav_home') },
    { href: `/${lang}/bodies`, label: say('nav_network') },
    ...more,
  ];
}

/** Bodies to choose from, by the acronym where there is one. */
export function bodyOptions(
  bodies: readonly { ref: string; name: Translated; acronym: Translated | null }[],
  lang: Lang,
): Option[] {
  return bodies.map(({ ref, name, acronym }) => ({ value: ref, label: textIn(acronym ?? name, lang) }));
}

/** What is known of a body on a day, as its page sums it up. Names are in the reader's language. */
export type BodyDay = {
  status: BodyStatus;
  /** In the words of the language. */
  day: string;
  /** Of those who lead it on the day. */
  leads: string[];
  /** Is anybody's term on the day only assumed? */
  isAssumed: boolean;
};

/** One sentence on how a body stands on a day: who leads it, or why nobody does. */
export function bodyLede(
  { status, day, leads, isAssumed }: BodyDay,
  { lang, say }: { lang: Lang; say: Say },
): string {
  if (status !== 'active') return say(bodyDayLabels[status], { day });
  if (leads.length === 0) return say('body_lede_unknown', { day });
  const names = formatList(leads, lang);
  return say(isAssumed ? 'body_lede_assumed' : 'body_lede_led', { day, names });
}

const bodyDayLabels: Record<Exclude<BodyStatus, 'active'>, MessageKey> = {
  'not-yet': 'body_lede_not_yet',
  proposed: 'body_lede_proposed',
  closed: 'body_lede_closed',
};
