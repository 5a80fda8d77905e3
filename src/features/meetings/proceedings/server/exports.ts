import { seatRoleLabels } from '#features/bodies/seats/labels.ts';
import type { SeatRole } from '#features/bodies/seats/rules.ts';
import { ownerWords } from '#features/meetings/action-points/labels.ts';
import { presenceWords, quorumWords } from '#features/meetings/attendance/labels.ts';
import { decisionNumber } from '#features/meetings/decisions/labels.ts';
import { minutesStatusLabels } from '#features/meetings/minutes/labels.ts';
import { counts } from '#features/meetings/minutes/rules.ts';
import type { Proceedings } from '#features/meetings/proceedings/server/queries.ts';
import { fullName } from '#features/people/labels.ts';
import { chairsOf, meetingFacts } from '#features/meetings/server/exports.ts';
import { firstDay } from '#lib/dates.ts';
import { formatDate, formatDigits, formatPeriod } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn, type Say } from '#lib/i18n/messages.ts';
import { paperOf, paragraphsOf, passageOf, sectionOf, words } from '#lib/publication/paper.ts';
import type { Resolved, ResolvedSection } from '#lib/publication/resolved.ts';
import type { ResolvedBlock } from '#lib/publication/resolved-blocks.ts';
import type { Passage } from '#lib/publication/resolved-text.ts';
import { textIn, type Translated } from '#lib/translated.ts';

type Writing = {
  lang: Lang;
  say: Say;
  line: (text: string) => Passage;
  text: (value: Translated) => Passage;
};

/**
 * The minutes as a publication document, to be printed or edited further: only what their reader was given. In the
 * order a ministry keeps: the meeting, what was said and decided under each item, who carries it out by when, the
 * signature, and attendance as an annex.
 */
export function minutesPaper(proceedings: Proceedings, lang: Lang): Resolved {
  const { meeting, minutes } = proceedings;
  const say = sayIn(lang);
  const writing: Writing = {
    lang,
    say,
    line: (text) => words(text, lang),
    text: (value) => passageOf(value, lang),
  };
  return paperOf({
    key: `${meeting.ref}-minutes`,
    lang,
    title: writing.line(say('proceedings_title', { title: textIn(meeting.title, lang) })),
    subtitle: writing.line(standing(proceedings, writing)),
    publisher: passageOf(meeting.body?.name ?? meeting.title, lang),
    period: formatPeriod(meeting.from, meeting.until, lang),
    date: firstDay(minutes.adopted ?? minutes.circulated ?? meeting.from),
    path: `/meetings/${meeting.ref}/minutes`,
    sections: [
      theMeeting(proceedings, writing),
      ...proceedings.items.map((item) => itemSection(item, writing)),
      ...otherDecisions(proceedings, writing),
      ...actionPoints(proceedings, writing),
      signature(proceedings, writing),
      ...attendance(proceedings, writing),
    ],
  });
}

/** Where the minutes are in their life, in one line. */
function standing({ minutes }: Proceedings, { lang, say }: Writing): string {
  const { word } = minutesStatusLabels[minutes.status];
  const day = minutes.adopted ?? minutes.circulated;
  return [say(word), day && formatDate(day, lang)].filter(Boolean).join(', ');
}

function theMeeting({ meeting, seats, quorum }: Proceedings, writing: Writing): ResolvedSection {
  const { lang, say, line } = writing;
  const present = quorum ? [quorumWords(quorum, say)] : [];
  const isListed = seats.length > 0 ? [say('proceedings_see_annex')] : [];
  const there = [...present, ...isListed].join(' ');
  const facts: ResolvedBlock = {
    type: 'facts',
    title: line(say('agenda_place_and_time')),
    rows: [
      ...meetingFacts(meeting, lang),
      ...(meeting.people.some(({ role }) => role === 'chair') ? [] : chairRow(seats, writing)),
      ...(there === '' ? [] : [{ label: line(say('attendance_title')), value: line(there) }]),
    ],
  };
  return sectionOf('meeting', line(say('agenda_the_meeting')), [facts]);
}

const isChair = (role: SeatRole) => role === 'chair' || role === 'co-chair';

/** Where nobody is named in the chair: the seats of chairs that were filled. */
function chairRow(seats: Proceedings['seats'], { lang, say, line }: Writing) {
  const names = seats
    .filter(({ role, noted }) => isChair(role) && noted && noted.presence !== '' && counts(noted.presence))
    .map(({ organisation, came }) =>
      [came && fullName(came, lang), textIn(organisation.name, lang)].filter(Boolean).join(', '),
    );
  return names.length === 0
    ? []
    : [{ label: line(say('meeting_role_chair')), value: line(names.join('; ')) }];
}

function itemSection(
  { number, title, text, errata, decisions }: Proceedings['items'][number],
  writing: Writing,
): ResolvedSection {
  const { lang, say, line } = writing;
  const said = text ? paragraphsOf(text, lang) : [];
  const notes = errata.map(({ wording, reason }): ResolvedBlock => ({
    type: 'note',
    kind: 'correction',
    text: line(say('proceedings_erratum', { wording: textIn(wording, lang), reason })),
  }));
  const decided: ResolvedBlock[] =
    decisions.length === 0
      ? []
      : [
          { type: 'heading', level: 3, text: line(say('proceedings_decided')) },
          { type: 'list', items: decisions.map((decision) => decisionLine(decision, writing)) },
        ];
  const blocks = [...said, ...notes, ...decided];
  const none: ResolvedBlock = { type: 'paragraph', text: line(say('minutes_none')) };
  return sectionOf(
    `item-${number}`,
    led(`${formatDigits(number, lang)}.`, passageOf(title, lang), '\u2002'),
    blocks.length > 0 ? blocks : [none],
  );
}

const led = (lead: string, passage: Passage, by: string): Passage =>
  lead === ''
    ? passage
    : { ...passage, inlines: [{ type: 'text', text: `${lead}${by}` }, ...passage.inlines] };

/** "LM TWG 2026/3: the words". */
const decisionLine = (decision: Proceedings['decisions'][number], { lang, text }: Writing): Passage =>
  led(decisionNumber(decision, lang) ?? '', text(decision.wording), ': ');

/** Decisions that belong to no item the reader sees. */
function otherDecisions({ decisions }: Proceedings, writing: Writing): ResolvedSection[] {
  if (decisions.length === 0) return [];
  const items = decisions.map((decision) => decisionLine(decision, writing));
  return [sectionOf('decisions', writing.line(writing.say('meeting_decisions')), [{ type: 'list', items }])];
}

/** Who carries out what by when. */
function actionPoints({ points }: Proceedings, { lang, say, line, text }: Writing): ResolvedSection[] {
  if (points.length === 0) return [];
  const column = (label: string, numeric = false) => ({ label: line(label), numeric });
  const table: ResolvedBlock = {
    type: 'table',
    caption: line(say('proceedings_points_caption')),
    marks: [],
    columns: [
      column(say('proceedings_number'), true),
      column(say('proceedings_task')),
      column(say('proceedings_owner')),
      column(say('proceedings_due')),
    ],
    rows: points.map((point, index) => [
      line(formatDigits(index + 1, lang)),
      text(point.task),
      line(ownerWords(point.owner, { lang, say })),
      line(point.due ? formatDate(point.due, lang) : ''),
    ]),
  };
  return [sectionOf('action-points', line(say('proceedings_points')), [table])];
}

/** Room for the chair's hand on paper; what makes minutes valid in the record is their adoption. */
function signature({ meeting }: Proceedings, { lang, say, line }: Writing): ResolvedSection {
  const blank = '_'.repeat(28);
  const chairs = chairsOf(meeting, lang);
  const rows = [
    [say('proceedings_signed'), blank],
    [say('proceedings_signed_name'), chairs.join('; ') || blank],
    [say('proceedings_signed_on'), blank],
  ] as const;
  const facts: ResolvedBlock = {
    type: 'facts',
    title: line(say('meeting_role_chair')),
    rows: rows.map(([label, value]) => ({ label: line(label), value: line(value) })),
  };
  return sectionOf('signature', line(say('proceedings_signature')), [facts]);
}

function attendance({ seats, visitors }: Proceedings, writing: Writing): ResolvedSection[] {
  const { lang, say, line, text } = writing;
  if (seats.length === 0 && visitors.count === 0) return [];
  const column = (label: string) => ({ label: line(label), numeric: false });
  const table: ResolvedBlock = {
    type: 'table',
    caption: line(say('proceedings_by_seat')),
    marks: [],
    columns: [say('proceedings_seat'), say('proceedings_role'), say('attendance_title')].map(column),
    rows: seats.map((seat) => [
      text(seat.organisation.name),
      line(say(seatRoleLabels[seat.role])),
      line(presenceWords(seat, lang)),
    ]),
  };
  const were = [say('proceedings_visitors', { n: visitors.count }), ...(visitors.names ?? [])].join(' · ');
  const guests: ResolvedBlock[] = visitors.count === 0 ? [] : [{ type: 'paragraph', text: line(were) }];
  const blocks = seats.length > 0 ? [table, ...guests] : guests;
  return [sectionOf('attendance', line(say('proceedings_annex')), blocks)];
}
