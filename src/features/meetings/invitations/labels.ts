import type { Answer } from '#features/meetings/invitations/schema.ts';
import { formatDigits, formatPeriod } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn, type MessageKey } from '#lib/i18n/messages.ts';
import { textIn, type Translated } from '#lib/translated.ts';
import type { StatusTone } from '#lib/ui/status.ts';

/** What somebody answered, and the look of it. */
export const answerLabels: Record<Answer, { word: MessageKey; verb: MessageKey; tone: StatusTone }> = {
  accepted: { word: 'invite_accepted', verb: 'invite_accept', tone: 'done' },
  tentative: { word: 'invite_tentative', verb: 'invite_maybe', tone: 'current' },
  declined: { word: 'invite_declined', verb: 'invite_decline', tone: 'withdrawn' },
};

/** How an answer came. */
export const answeredByLabels: Record<'link' | 'calendar' | 'desk', MessageKey> = {
  link: 'invite_by_link',
  calendar: 'invite_by_calendar',
  desk: 'invite_by_desk',
};

/** The letter somebody is still to be sent. */
export const dueLabels: Record<'meeting-invitation' | 'meeting-changed' | 'meeting-cancelled', MessageKey> = {
  'meeting-invitation': 'invite_due_first',
  'meeting-changed': 'invite_due_change',
  'meeting-cancelled': 'invite_due_cancel',
};

type Timed = { from: string; until: string | null; startsAt: string | null; endsAt: string | null };

/** "1 December 2026, 10:00–12:00". */
export function whenWords({ from, until, startsAt, endsAt }: Timed, lang: Lang): string {
  const hours = [startsAt, endsAt].filter((time) => time !== null).map((time) => formatDigits(time, lang));
  return [formatPeriod(from, until, lang), hours.join('–')].filter(Boolean).join(', ');
}

type Placed = { venue: Translated | null; place: Translated | null; onlineLink: string | null };

/** Room and town; else that it is online, or that it will be said. */
export function whereWords({ venue, place, onlineLink }: Placed, lang: Lang): string {
  const named = [venue, place].filter((text) => text !== null).map((text) => textIn(text, lang));
  if (named.length > 0) return named.join(', ');
  return sayIn(lang)(onlineLink === null ? 'invite_place_open' : 'meeting_online');
}
