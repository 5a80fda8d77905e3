import type { DraftSection } from '#lib/publication/draft.ts';
import type { DraftBlock } from '#lib/publication/draft-blocks.ts';
import type { Translated } from '#lib/translated.ts';
import { cite, cited, named, phrase, when, type Part } from './labels.ts';
import type { Facts, MeetingFact, QuotationFact } from './schema.ts';

/**
 * Drafts the stories of a period from what the records say: one story per meeting or event (those that
 * belong to another are told in it), then who chairs, which commitments moved, what comes next.
 * The story with most words to quote leads. Pure: the same facts give the same draft.
 */
export function compose(facts: Facts): DraftSection[] {
  const children = Map.groupBy(facts.meetings, (meeting) => meeting.parent);
  const known = new Set(facts.meetings.map((meeting) => meeting.ref));
  const roots = facts.meetings.filter((meeting) => !meeting.parent || !known.has(meeting.parent));
  const stories = roots.map((meeting) => meetingStory(meeting, belowOf(meeting, children)));
  const leading = mostQuoted(roots);
  const ordered = [...stories].sort((a, b) => Number(b.key === leading) - Number(a.key === leading));
  return [
    ...ordered.map((story) => ({ ...story, lead: story.key === leading })),
    ...seatsStory(facts),
    ...movedStory(facts),
    ...progressStory(facts),
    ...nextStory(facts),
  ];
}

/** Everything that belongs to a meeting, at any depth, in order; each once even where records go in a circle. */
function belowOf(meeting: MeetingFact, children: ReadonlyMap<string | null, MeetingFact[]>): MeetingFact[] {
  const found = new Set<MeetingFact>();
  const gather = (ref: string) => {
    for (const child of children.get(ref) ?? []) {
      if (found.has(child)) continue;
      found.add(child);
      gather(child.ref);
    }
  };
  gather(meeting.ref);
  found.delete(meeting);
  return [...found];
}

/** Keys of sections are references in small letters; they are the anchors of the page. */
export const keyOf = (ref: string): string => `m-${ref.toLowerCase().replace(/[^a-z0-9-]/gu, '-')}`;

function mostQuoted(meetings: readonly MeetingFact[]): string | null {
  const best = meetings.reduce<MeetingFact | null>(
    (most, meeting) => (meeting.quotations.length > (most?.quotations.length ?? 0) ? meeting : most),
    meetings.at(-1) ?? null,
  );
  return best ? keyOf(best.ref) : null;
}

function section(
  key: string,
  headline: Translated,
  blocks: DraftBlock[],
  more: Partial<DraftSection> = {},
): DraftSection {
  return { key, headline, kicker: null, dateline: null, lead: false, blocks, cites: [], ...more };
}

function meetingStory(meeting: MeetingFact, within: readonly MeetingFact[]): DraftSection {
  const record = `meetings/${meeting.ref}`;
  const family = [meeting, ...within];
  const blocks: DraftBlock[] = [
    { type: 'paragraph', text: opening(meeting) },
    ...(meeting.has.summary ? [paragraph(cited(record, 'summary'))] : []),
    ...agendaBlocks(meeting),
    ...listBlocks(
      'compose_decisions',
      meeting.decisions.map((ref) => cited(`decisions/${ref}`, 'wording')),
    ),
    ...listBlocks(
      'compose_points',
      meeting.points.map((ref) => cited(`action-points/${ref}`, 'task')),
    ),
    ...within.flatMap((part) => withinBlocks(part)),
    ...family.flatMap((part) => part.quotations.map((quotation) => quoteBlock(quotation))),
    ...family.flatMap((part) => part.pictures.map((ref) => pictureBlock(ref))),
  ];
  return section(keyOf(meeting.ref), cited(record, 'title'), blocks, {
    kicker: meeting.body ? cited(`bodies/${meeting.body}`, 'acronym') : cited(record, 'kind'),
    dateline: cited(record, 'date'),
    cites: [record, ...within.map((part) => `meetings/${part.ref}`)],
  });
}

const paragraph = (text: Translated): DraftBlock => ({ type: 'paragraph', text });

/** Who met when, where, with whom: one sentence each, only for what is recorded. */
function opening(meeting: MeetingFact): Translated {
  const record = `meetings/${meeting.ref}`;
  const organisations = (refs: readonly string[]) => refs.map((ref) => cite(`organisations/${ref}`, 'name'));
  const sentences: Translated[] = [firstSentence(meeting)];
  const add = (key: Parameters<typeof phrase>[0], name: string, part: Part & { length: number }) => {
    if (part.length > 0) sentences.push(phrase(key, { [name]: part }));
  };
  add('compose_venue', 'venue', meeting.has.venue ? cite(record, 'venue') : '');
  add('compose_organisers', 'names', organisations(meeting.organisers));
  add('compose_supporters', 'names', organisations(meeting.supporters));
  add(
    meeting.guests.length > 1 ? 'compose_guests_many' : 'compose_guests',
    'names',
    organisations(meeting.guests),
  );
  add('compose_chair', 'names', meeting.chairs.map(named));
  add('compose_speakers', 'names', meeting.speakers.map(named));
  return {
    source: 'en',
    en: sentences.map((sentence) => sentence.en).join(' '),
    bn: sentences.map((sentence) => sentence.bn).join(' '),
    status: { en: 'original', bn: 'original' },
  };
}

function firstSentence(meeting: MeetingFact): Translated {
  const record = `meetings/${meeting.ref}`;
  if (meeting.kind === 'meeting' && meeting.body) {
    const body = cite(`bodies/${meeting.body}`, 'name');
    const parts = { body, when: when(meeting), ordinal: cite(record, 'ordinal'), year: cite(record, 'year') };
    return phrase(meeting.has.ordinal ? 'compose_met_ordinal' : 'compose_met', parts);
  }
  return phrase('compose_took_place', { title: cite(record, 'title'), when: when(meeting) });
}

function agendaBlocks(meeting: MeetingFact): DraftBlock[] {
  const items = meeting.agenda.map(({ ref, hasOutcome }) => {
    const record = `agenda-items/${ref}`;
    const text = hasOutcome ? `${cite(record, 'title')}: ${cite(record, 'outcome')}` : cite(record, 'title');
    return {
      source: 'en',
      en: text,
      bn: text,
      status: { en: 'original', bn: 'original' },
    } satisfies Translated;
  });
  return listBlocks('compose_agenda', items);
}

function listBlocks(
  heading: 'compose_agenda' | 'compose_decisions' | 'compose_points' | 'compose_reports' | 'compose_within',
  items: Translated[],
): DraftBlock[] {
  if (items.length === 0) return [];
  return [
    { type: 'heading', level: 3, text: phrase(heading) },
    { type: 'list', items },
  ];
}

function withinBlocks(part: MeetingFact): DraftBlock[] {
  return [
    paragraph(opening(part)),
    ...(part.has.summary ? [paragraph(cited(`meetings/${part.ref}`, 'summary'))] : []),
  ];
}

export function quoteBlock(quotation: QuotationFact): DraftBlock {
  return {
    type: 'quote',
    text: quotation.wording,
    tag: quotation.tag,
    speaker: quotation.speaker,
    office: quotation.office,
    source: `quotations/${quotation.ref}`,
    meaning: quotation.meaning,
  };
}

export function pictureBlock(ref: string): DraftBlock {
  const record = `pictures/${ref}`;
  return {
    type: 'figure',
    image: null,
    caption: cited(record, 'caption'),
    credit: cited(record, 'credit'),
    alt: cited(record, 'alt'),
  };
}

function seatsStory(facts: Facts): DraftSection[] {
  if (facts.seats.length === 0) return [];
  const rows = facts.seats.map(({ ref }) => {
    const record = `seats/${ref}`;
    return {
      label: phrase('compose_seats_label', {
        body: cite(record, 'body-acronym'),
        role: cite(record, 'role'),
      }),
      value: phrase('compose_seats_value', {
        organisation: cite(record, 'organisation'),
        term: cite(record, 'term'),
      }),
    };
  });
  const block: DraftBlock = { type: 'facts', title: phrase('compose_seats_title'), rows };
  return [section('seats', phrase('compose_seats_headline'), [block])];
}

function movedStory(facts: Facts): DraftSection[] {
  if (facts.statuses.length === 0) return [];
  const block: DraftBlock = {
    type: 'table',
    caption: phrase('compose_moved_caption'),
    columns: (['compose_moved_commitment', 'compose_moved_status', 'compose_moved_date'] as const).map(
      (key) => ({
        label: phrase(key),
        numeric: false,
      }),
    ),
    rows: facts.statuses.map(({ ref, commitment }) => [
      cited(`commitments/${commitment}`, 'title'),
      cited(`commitment-statuses/${ref}`, 'status'),
      cited(`commitment-statuses/${ref}`, 'date'),
    ]),
  };
  return [section('moved', phrase('compose_moved_headline'), [block])];
}

/** What the plan says of itself: where actions stand since when, and what published reports say was done. */
function progressStory(facts: Facts): DraftSection[] {
  if (facts.actionSteps.length === 0 && facts.reports.length === 0) return [];
  const steps: DraftBlock = {
    type: 'table',
    caption: phrase('compose_progress_caption'),
    columns: (['compose_progress_action', 'compose_moved_status', 'compose_moved_date'] as const).map(
      (key) => ({ label: phrase(key), numeric: false }),
    ),
    rows: facts.actionSteps.map(({ ref, action }) => [
      cited(`actions/${action}`, 'title'),
      cited(`action-statuses/${ref}`, 'status'),
      cited(`action-statuses/${ref}`, 'date'),
    ]),
  };
  const reports = listBlocks(
    'compose_reports',
    facts.reports.map(({ ref, action }) =>
      phrase('compose_report_item', {
        action: cite(`actions/${action}`, 'title'),
        organisation: cite(`progress-reports/${ref}`, 'organisation'),
        done: cite(`progress-reports/${ref}`, 'done'),
      }),
    ),
  );
  const blocks = [...(facts.actionSteps.length > 0 ? [steps] : []), ...reports];
  return [section('progress', phrase('compose_progress_headline'), blocks)];
}

function nextStory(facts: Facts): DraftSection[] {
  const planned = [...Map.groupBy(facts.actions, (action) => action.body)].flatMap(
    ([body, actions]): DraftBlock[] => [
      paragraph(phrase('compose_plan_intro', { body: cite(`bodies/${body}`, 'name') })),
      { type: 'list', items: actions.map(({ ref }) => cited(`actions/${ref}`, 'title')) },
    ],
  );
  const dated = facts.next.map(({ ref }) =>
    phrase('compose_next_item', {
      title: cite(`meetings/${ref}`, 'title'),
      date: cite(`meetings/${ref}`, 'date'),
    }),
  );
  const blocks: DraftBlock[] = [
    ...planned,
    ...(dated.length ? [{ type: 'list' as const, items: dated }] : []),
  ];
  return blocks.length ? [section('next', phrase('compose_next_headline'), blocks)] : [];
}
