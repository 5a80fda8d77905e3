import { ownerWords } from '#features/meetings/action-points/labels.ts';
import { seatRoleLabels } from '#features/bodies/seats/labels.ts';
import { minutesStatusLabels, presenceLabels } from '#features/meetings/minutes/labels.ts';
import type { Proceedings } from '#features/meetings/proceedings/server/queries.ts';
import { firstDay } from '#lib/dates.ts';
import { formatDate, formatPeriod } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn, type Say } from '#lib/i18n/messages.ts';
import { paperOf, paragraphsOf, passageOf, sectionOf, words } from '#lib/publication/paper.ts';
import type { Resolved, ResolvedSection } from '#lib/publication/resolved.ts';
import type { ResolvedBlock } from '#lib/publication/resolved-blocks.ts';
import type { Passage } from '#lib/publication/resolved-text.ts';
import { textIn, type Translated } from '#lib/translated.ts';
import { quorumWords } from '#features/meetings/attendance/labels.ts';

type Writing = {
  lang: Lang;
  say: Say;
  line: (text: string) => Passage;
  text: (value: Translated) => Passage;
};

/** The minutes as a publication document, to be printed or edited further: only what their reader was given. */
export function minutesPaper(proceedings: Proceedings, lang: Lang): Resolved {
  const { meeting, minutes } = proceedings;
  const say = sayIn(lang);
  const writing: Writing = {
    lang,
    say,
    line: (text) => words(text, lang),
    text: (value) => passageOf(value, lang),
  };
  const body = meeting.body?.name ?? meeting.title;
  return paperOf({
    key: `${meeting.ref}-minutes`,
    lang,
    title: writing.line(say('proceedings_title', { title: textIn(meeting.title, lang) })),
    subtitle: writing.line(standing(proceedings, writing)),
    publisher: passageOf(body, lang),
    period: formatPeriod(meeting.from, meeting.until, lang),
    date: firstDay(minutes.adopted ?? minutes.circulated ?? meeting.from),
    sections: [
      ...attendance(proceedings, writing),
      ...proceedings.items.map((item, index) => itemSection(item, index, writing)),
      ...rest(proceedings, writing),
    ],
  });
}

/** Where the minutes are in their life, in one line. */
function standing({ minutes }: Proceedings, { lang, say }: Writing): string {
  const { word } = minutesStatusLabels[minutes.status];
  const day = minutes.adopted ?? minutes.circulated;
  return [say(word), day && formatDate(day, lang)].filter(Boolean).join(', ');
}

function attendance({ seats, quorum, visitors }: Proceedings, writing: Writing): ResolvedSection[] {
  const { say, line, text } = writing;
  if (seats.length === 0 && visitors.count === 0) return [];
  const column = (label: string) => ({ label: line(label), numeric: false });
  const table: ResolvedBlock = {
    type: 'table',
    caption: line(quorum ? quorumWords(quorum, say) : say('attendance_title')),
    marks: [],
    columns: [say('proceedings_seat'), say('proceedings_role'), say('attendance_title')].map(column),
    rows: seats.map(({ organisation, role, noted }) => [
      text(organisation.name),
      line(say(seatRoleLabels[role])),
      line(noted && noted.presence !== '' ? presenceWords(noted.presence, noted.who, say) : ''),
    ]),
  };
  const guests: ResolvedBlock[] =
    visitors.count === 0
      ? []
      : [
          {
            type: 'paragraph',
            text: line(
              [say('proceedings_visitors', { n: visitors.count }), ...(visitors.names ?? [])].join(' · '),
            ),
          },
        ];
  const blocks = seats.length > 0 ? [table, ...guests] : guests;
  return [sectionOf('attendance', line(say('attendance_title')), blocks)];
}

const presenceWords = (presence: keyof typeof presenceLabels, who: string, say: Say) =>
  [say(presenceLabels[presence]), who].filter(Boolean).join(': ');

function itemSection(
  { title, text, errata, decisions }: Proceedings['items'][number],
  index: number,
  { lang, say, line, text: inLine }: Writing,
): ResolvedSection {
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
          { type: 'list', items: decisions.map(({ wording }) => inLine(wording)) },
        ];
  const blocks = [...said, ...notes, ...decided];
  const none: ResolvedBlock = { type: 'paragraph', text: line(say('minutes_none')) };
  return sectionOf(`item-${String(index + 1)}`, inLine(title), blocks.length > 0 ? blocks : [none]);
}

/** Decisions without an item, and who does what by when. */
function rest({ decisions, points }: Proceedings, { lang, say, line, text }: Writing): ResolvedSection[] {
  const list = (key: string, headline: string, items: Passage[]) =>
    items.length === 0 ? [] : [sectionOf(key, line(headline), [{ type: 'list', items }])];
  return [
    ...list(
      'decisions',
      say('meeting_decisions'),
      decisions.map(({ wording }) => text(wording)),
    ),
    ...list(
      'action-points',
      say('proceedings_points'),
      points.map((point) => {
        const said = text(point.task);
        const facts = [
          ownerWords(point.owner, { lang, say }),
          point.due && say('point_due', { date: formatDate(point.due, lang) }),
        ].filter(Boolean);
        const more = facts.length > 0 ? [{ type: 'text' as const, text: ` (${facts.join(', ')})` }] : [];
        return { ...said, inlines: [...said.inlines, ...more] };
      }),
    ),
  ];
}
