import type { Meeting } from '#features/meetings/server/queries.ts';
import { fullName } from '#features/people/labels.ts';
import { formatDigits, formatPeriod } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn, type MessageKey } from '#lib/i18n/messages.ts';
import { passageOf, words } from '#lib/publication/paper.ts';
import type { ResolvedBlockOf } from '#lib/publication/resolved-blocks.ts';
import type { Inline, Passage } from '#lib/publication/resolved-text.ts';
import { textIn } from '#lib/translated.ts';

type FactRow = ResolvedBlockOf<'facts'>['rows'][number];

/** When, where and in whose chair: what the head of an agenda and of minutes says of a meeting. */
export function meetingFacts(meeting: Meeting, lang: Lang): FactRow[] {
  const { startsAt, endsAt, venue, place, onlineLink, interpretation } = meeting;
  const hours = [startsAt, endsAt].filter((time) => time !== null).map((time) => formatDigits(time, lang));
  const day = formatPeriod(meeting.from, meeting.until, lang);
  const where = [venue, place?.name].filter((one) => one != null).map((one) => textIn(one, lang));
  const row = (label: MessageKey, value: Passage | null): FactRow[] =>
    value ? [{ label: words(sayIn(lang)(label), lang), value }] : [];
  const line = (...parts: string[]) => (parts.length > 0 ? words(parts.join(', '), lang) : null);
  return [
    ...row('meeting_when', line(...[day, hours.join('–')].filter(Boolean))),
    ...row('meeting_where', line(...where)),
    ...row('meeting_online', onlineLink ? linked(onlineLink, lang) : null),
    ...row('meeting_role_chair', line(...chairsOf(meeting, lang))),
    ...row('form_meeting_interpretation', interpretation ? passageOf(interpretation, lang) : null),
  ];
}

/** Who was in the chair, with the office each held on that day. */
export function chairsOf({ people }: Meeting, lang: Lang): string[] {
  const say = sayIn(lang);
  return people
    .filter(({ role }) => role === 'chair')
    .map((person) => {
      const offices = person.offices.map(({ title, organisation }) =>
        say('person_office', {
          title: textIn(title, lang),
          organisation: textIn(organisation.acronym ?? organisation.name, lang),
        }),
      );
      return [fullName(person, lang), ...offices].join(', ');
    });
}

function linked(href: string, lang: Lang): Passage {
  const run: Inline = { type: 'link', text: new URL(href).host, href };
  return { ...words('', lang), inlines: [run] };
}
