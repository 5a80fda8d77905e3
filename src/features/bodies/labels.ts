import type { bodyKinds } from '#features/bodies/schema.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { MessageKey, Say } from '#lib/i18n/messages.ts';
import type { Link } from '#lib/ui/links.ts';
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
