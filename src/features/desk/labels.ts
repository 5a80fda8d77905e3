import type { Noun } from '#features/desk/schema.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { isMessageKey, type MessageKey, type Say } from '#lib/i18n/messages.ts';
import type { Link } from '#lib/ui/links.ts';

/** What the button says that begins a new record. */
export const addLabels: Record<Noun, MessageKey> = {
  people: 'desk_add_people',
  organisations: 'desk_add_organisations',
  positions: 'desk_add_positions',
  bodies: 'desk_add_bodies',
  seats: 'desk_add_seats',
  commitments: 'desk_add_commitments',
  commitment_statuses: 'desk_add_commitment_statuses',
  commitment_statements: 'desk_add_commitment_statements',
  plans: 'desk_add_plans',
  actions: 'desk_add_actions',
  milestones: 'desk_add_milestones',
  action_statuses: 'desk_add_action_statuses',
  indicators: 'desk_add_indicators',
  observations: 'desk_add_observations',
  rounds: 'desk_add_rounds',
};

/** The list of a kind of record, as the desk names it. */
export const keepLabels: Record<Noun, MessageKey> = {
  people: 'desk_keep_people',
  organisations: 'desk_keep_organisations',
  positions: 'desk_keep_positions',
  bodies: 'desk_keep_bodies',
  seats: 'desk_keep_seats',
  commitments: 'desk_keep_commitments',
  commitment_statuses: 'desk_keep_commitment_statuses',
  commitment_statements: 'desk_keep_commitment_statements',
  plans: 'desk_keep_plans',
  actions: 'desk_keep_actions',
  milestones: 'desk_keep_milestones',
  action_statuses: 'desk_keep_action_statuses',
  indicators: 'desk_keep_indicators',
  observations: 'desk_keep_observations',
  rounds: 'desk_keep_rounds',
};

/** Groups of pages on the first page of the desk. */
export type PlaceGroup =
  'places_own' | 'places_records' | 'places_people' | 'places_trail' | 'places_running';
export const placeLabels: Record<PlaceGroup, MessageKey> = {
  places_own: 'places_own',
  places_records: 'places_records',
  places_people: 'places_people',
  places_trail: 'places_trail',
  places_running: 'places_running',
};

/** The way from home to a page of the desk. */
export function deskTrail({ lang, say }: { lang: Lang; say: Say }, ...more: Link[]): Link[] {
  return [
    { href: `/${lang}`, label: say('nav_home') },
    { href: `/${lang}/desk`, label: say('desk_title') },
    ...more,
  ];
}

/** The sentence for a refused reason. */
export function reasonError(code: string): MessageKey {
  const key = `error_${code.replaceAll('.', '_')}`;
  return isMessageKey(key) ? key : 'error_record_form_refused';
}
