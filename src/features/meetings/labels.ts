import { dayBefore } from '#lib/dates.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { textIn, type Translated } from '#lib/translated.ts';
import type { AgendaKind, MeetingKind, Participation } from '#features/meetings/schema.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import type { StatusTone } from '#lib/ui/status.ts';
import type { MeetingStatus } from './rules.ts';
import type { Meeting } from './server/queries.ts';

/** The word for a kind of meeting. */
export const meetingKindLabels: Record<MeetingKind, MessageKey> = {
  meeting: 'meeting_kind_meeting',
  orientation: 'meeting_kind_orientation',
  consultation: 'meeting_kind_consultation',
  visit: 'meeting_kind_visit',
  observance: 'meeting_kind_observance',
  session: 'meeting_kind_session',
  launch: 'meeting_kind_launch',
};

/** The word and the look of where a meeting stands. */
export const meetingStatusLabels: Record<MeetingStatus, { word: MessageKey; tone: StatusTone }> = {
  coming: { word: 'meeting_status_coming', tone: 'planned' },
  expected: { word: 'meeting_status_expected', tone: 'planned' },
  today: { word: 'meeting_status_today', tone: 'current' },
  'under-way': { word: 'meeting_status_under_way', tone: 'current' },
  held: { word: 'meeting_status_held', tone: 'done' },
  cancelled: { word: 'meeting_status_cancelled', tone: 'withdrawn' },
};

/** What an organisation, a person or another body was to a meeting. */
export const participationLabels: Record<Participation, MessageKey> = {
  organiser: 'meeting_role_organiser',
  supporter: 'meeting_role_supporter',
  guest: 'meeting_role_guest',
  participant: 'meeting_role_participant',
  chair: 'meeting_role_chair',
  speaker: 'meeting_role_speaker',
  audience: 'meeting_role_audience',
  subject: 'meeting_role_subject',
};

/** What an agenda item was for. */
export const agendaKindLabels: Record<AgendaKind, MessageKey> = {
  information: 'agenda_kind_information',
  discussion: 'agenda_kind_discussion',
  decision: 'agenda_kind_decision',
};

type Part = Pick<Meeting, 'ref' | 'title'>;
type Page = { lang: Lang; origin: string };
type Data = Record<string, unknown>;

/** A meeting as schema.org describes an event. A date stays as exact as it is known; its end is the last day. */
export function eventData(meeting: Meeting, parts: readonly Part[], page: Page): Data {
  const { parent, summary, status } = meeting;
  return {
    ...partData(meeting, page),
    startDate: meeting.startsAt ? `${meeting.from}T${meeting.startsAt}` : meeting.from,
    ...(meeting.until ? { endDate: dayBefore(meeting.until) } : {}),
    eventStatus: `https://schema.org/Event${status === 'cancelled' ? 'Cancelled' : 'Scheduled'}`,
    inLanguage: page.lang,
    ...(summary ? { description: textIn(summary, page.lang) } : {}),
    ...takingPart(meeting, page),
    ...(parent ? { superEvent: partData(parent, page) } : {}),
    ...(parts.length > 0 ? { subEvent: parts.map((part) => partData(part, page)) } : {}),
  };
}

function takingPart({ organisations, body, people, venue, place }: Meeting, page: Page): Data {
  const hosts = organisations.filter(({ role }) => role === 'organiser').map(({ name }) => name);
  const organisers = hosts.length === 0 && body ? [body.name] : hosts;
  const where = venue ?? place?.name;
  const all = (type: string, names: readonly Translated[]) => names.map((name) => named(type, name, page));
  return {
    ...(where ? { location: named('Place', where, page) } : {}),
    ...(organisers.length > 0 ? { organizer: all('Organization', organisers) } : {}),
    ...(people.length > 0
      ? {
          performer: all(
            'Person',
            people.map(({ name }) => name),
          ),
        }
      : {}),
  };
}

function partData({ ref, title }: Part, page: Page): Data {
  return { ...named('Event', title, page), url: `${page.origin}/${page.lang}/meetings/${ref}` };
}

function named(type: string, name: Translated, { lang }: Page): Data {
  return { '@type': type, name: textIn(name, lang) };
}
