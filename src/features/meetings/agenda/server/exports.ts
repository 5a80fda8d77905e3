import { presenterWords } from '#features/meetings/agenda/labels.ts';
import { arrange, type Arranged } from '#features/meetings/agenda/rules.ts';
import { agendaOf, type AgendaItem } from '#features/meetings/agenda/server/queries.ts';
import { matterGroups } from '#features/meetings/arising/labels.ts';
import type { Arising } from '#features/meetings/arising/rules.ts';
import { mattersArising } from '#features/meetings/arising/server/queries.ts';
import { agendaKindLabels } from '#features/meetings/labels.ts';
import { meetingFacts } from '#features/meetings/server/exports.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import { firstDay } from '#lib/dates.ts';
import { formatDigits, formatPeriod } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import { paperOf, passageOf, sectionOf, words } from '#lib/publication/paper.ts';
import type { Resolved, ResolvedSection } from '#lib/publication/resolved.ts';
import type { ResolvedBlock } from '#lib/publication/resolved-blocks.ts';
import type { Inline, Passage } from '#lib/publication/resolved-text.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { textIn } from '#lib/translated.ts';

type Page = { lang: Lang; today: string };

/** The agenda of a meeting as a document, as far as whoever asks may read it. Throws notFound. */
export async function agendaPaper(tx: Tx, ref: string, { lang, today }: Page): Promise<Resolved> {
  const meeting = await meetings.get(tx, ref, today);
  const items = await agendaOf(tx, ref);
  const arising = await mattersArising(tx, ref, today);
  const say = sayIn(lang);
  return paperOf({
    key: ref,
    lang,
    title: passageOf(meeting.title, lang),
    subtitle: words(say('agenda_title'), lang),
    publisher: meeting.body ? passageOf(meeting.body.name, lang) : words(say('agenda_title'), lang),
    period: formatPeriod(meeting.from, meeting.until, lang),
    date: firstDay(meeting.from),
    path: `/meetings/${ref}`,
    sections: [
      factsSection(meeting, lang),
      ...arisingSection(arising, lang),
      ...itemsSection(items, meeting.startsAt, lang),
    ],
  });
}

function factsSection(meeting: meetings.Meeting, lang: Lang): ResolvedSection {
  const say = sayIn(lang);
  const facts: ResolvedBlock = {
    type: 'facts',
    title: words(say('agenda_place_and_time'), lang),
    rows: meetingFacts(meeting, lang),
  };
  return sectionOf('meeting', words(say('agenda_the_meeting'), lang), [facts]);
}

function arisingSection(arising: Arising, lang: Lang): ResolvedSection[] {
  const say = sayIn(lang);
  const groups = matterGroups(arising, { lang, say });
  if (groups.length === 0) return [];
  const blocks = groups.flatMap(({ title, matters }): ResolvedBlock[] => [
    { type: 'heading', level: 3, text: words(say(title), lang) },
    { type: 'list', items: matters.map(({ text, about }) => withWords(passageOf(text, lang), about)) },
  ]);
  return [sectionOf('arising', words(say('arising_title'), lang), blocks)];
}

/** A text of a record with words of ours behind it. */
function withWords(passage: Passage, about: string): Passage {
  if (about === '') return passage;
  return { ...passage, inlines: [...passage.inlines, { type: 'text', text: ` (${about})` }] };
}

function itemsSection(items: readonly AgendaItem[], startsAt: string | null, lang: Lang): ResolvedSection[] {
  if (items.length === 0) return [];
  const say = sayIn(lang);
  const arranged = arrange(items, startsAt);
  const column = (key: Parameters<typeof say>[0], numeric = false) => ({
    label: words(say(key), lang),
    numeric,
  });
  const hasTimes = arranged.some(({ at }) => at !== null);
  const columns = [
    column('agenda_item'),
    ...(hasTimes ? [column('agenda_begins')] : []),
    column('agenda_purpose'),
    column('agenda_presenter'),
    column('agenda_minutes', true),
  ];
  const rows = arranged.map((item) => [
    titleCell(item, lang),
    ...(hasTimes ? [words(formatDigits(item.at ?? '', lang), lang)] : []),
    words(say(agendaKindLabels[item.kind]), lang),
    words(presenterWords(item, lang), lang),
    words(formatDigits(item.duration ?? '', lang), lang),
  ]);
  const table: ResolvedBlock = {
    type: 'table',
    caption: words(say('agenda_order'), lang),
    marks: [],
    columns,
    rows,
  };
  return [sectionOf('items', words(say('agenda_items'), lang), [table])];
}

/** Number and title of an item, with its papers as links to them. */
function titleCell(item: Arranged<AgendaItem>, lang: Lang): Passage {
  const title = passageOf(item.title, lang);
  const number: Inline = { type: 'text', text: `${formatDigits(item.number, lang)}\u2002` };
  const papers = item.papers.flatMap(({ ref, title: name }): Inline[] => [
    { type: 'text', text: ' · ' },
    {
      type: 'cited',
      text: textIn(name, lang),
      href: `/${lang}/evidence/${ref}`,
      record: `evidence/${ref}`,
      field: 'title',
      lang,
    },
  ]);
  return { ...title, inlines: [number, ...title.inlines, ...papers] };
}
