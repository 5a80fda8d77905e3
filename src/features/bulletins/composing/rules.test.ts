import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draft } from '#lib/publication/draft.ts';
import { resolve } from '#lib/publication/resolve.ts';
import type { ValueSource } from '#lib/publication/values.ts';
import { compose, keyOf } from './rules.ts';
import type { Facts, MeetingFact } from './schema.ts';

const meeting = (fields: Partial<MeetingFact>): MeetingFact => ({
  ref: 'M-1',
  kind: 'meeting',
  from: '2023-01-16',
  until: null,
  body: 'net',
  parent: null,
  has: { venue: false, ordinal: true, summary: false },
  organisers: [],
  supporters: [],
  guests: [],
  chairs: [],
  speakers: [],
  agenda: [],
  decisions: [],
  points: [],
  quotations: [],
  pictures: [],
  ...fields,
});
const facts = (fields: Partial<Facts>): Facts => ({
  period: { from: '2023-01', until: '2023-04' },
  meetings: [],
  seats: [],
  statuses: [],
  reports: [],
  actionSteps: [],
  actions: [],
  next: [],
  ...fields,
});
const quotation = (ref: string) => ({
  ref,
  wording: { source: 'en' as const, en: 'Words.', status: { en: 'original' as const } },
  tag: null,
  meaning: null,
  speaker: 'people/p full-name',
  office: null,
});

/** Every record exists and every field has a value: what is left are mistakes of the draft itself. */
const anything: ValueSource = (record, field, lang) => ({
  text: `${record} ${field}`,
  href: `/${lang}/${record}`,
});

describe('composing the stories of a period', () => {
  test('tells each meeting once, those that belong to another within it', () => {
    const week = meeting({ ref: 'WEEK', kind: 'observance', body: null });
    const session = meeting({ ref: 'DAY', kind: 'session', parent: 'WEEK', body: null });
    const talk = meeting({ ref: 'TALK', kind: 'session', parent: 'DAY', body: null });
    const sections = compose(facts({ meetings: [week, session, talk, meeting({})] }));
    expect(sections.map(({ key }) => key)).toEqual([keyOf('M-1'), keyOf('WEEK')]);
    expect(sections[1]?.cites).toEqual(['meetings/WEEK', 'meetings/DAY', 'meetings/TALK']);
  });

  test('tells a part by itself when the whole lies outside the period', () => {
    const sections = compose(facts({ meetings: [meeting({ ref: 'DAY', parent: 'ELSEWHERE' })] }));
    expect(sections.map(({ key }) => key)).toEqual([keyOf('DAY')]);
  });

  test('lets the story with most words to quote lead', () => {
    const quoted = meeting({ ref: 'Q', quotations: [quotation('q1')] });
    const sections = compose(facts({ meetings: [quoted, meeting({ ref: 'LATER' })] }));
    expect(sections.map(({ key, lead }) => [key, lead])).toEqual([
      [keyOf('Q'), true],
      [keyOf('LATER'), false],
    ]);
  });

  test('says "in July 2022" of a month and never makes a day of it', () => {
    const [story] = compose(facts({ meetings: [meeting({ from: '2022-07', kind: 'launch', body: null })] }));
    const text = story?.blocks[0]?.type === 'paragraph' ? story.blocks[0].text : null;
    expect(text?.en).toContain('took place in [[meetings/M-1 date]]');
    expect(text?.bn).toContain('[[meetings/M-1 date]] মাসে');
  });

  test('says nothing where nothing is recorded', () => {
    expect(compose(facts({}))).toEqual([]);
  });

  test('never types a name, date or figure: all of them are cited', () => {
    const full = facts({
      meetings: [
        meeting({
          organisers: ['a', 'b'],
          guests: ['g'],
          chairs: [{ person: 'p', position: 'o' }],
          decisions: ['D1'],
        }),
      ],
      seats: [{ ref: 's1', body: 'net' }],
      statuses: [{ ref: 'c1-1', commitment: 'c1' }],
      reports: [{ ref: 'r1', action: 'a1' }],
      actionSteps: [{ ref: 'a1-1', action: 'a1' }],
      actions: [{ ref: 'act', body: 'net' }],
      next: [{ ref: 'M-2' }],
    });
    const plain = JSON.stringify(compose(full).map(({ headline, blocks }) => ({ headline, blocks }))).replace(
      /\[\[[^\]]*\]\]/gu,
      '',
    );
    expect(plain.replace(/"(level|lead)":\d/gu, '')).not.toMatch(/[0-9০-৯]/u);
  });

  test('whatever the records hold, the draft has no blocking problem in either language', () => {
    const ref = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,10}$/u);
    const refs = fc.uniqueArray(ref, { maxLength: 3 });
    const anyMeeting = fc.record({
      ref,
      kind: fc.constantFrom('meeting', 'visit', 'observance'),
      from: fc.constantFrom('2023', '2023-01', '2023-01-16'),
      until: fc.constantFrom(null, '2024'),
      body: fc.option(ref, { nil: null }),
      parent: fc.option(ref, { nil: null }),
      has: fc.record({ venue: fc.boolean(), ordinal: fc.boolean(), summary: fc.boolean() }),
      organisers: refs,
      supporters: refs,
      guests: refs,
      chairs: fc.array(fc.record({ person: ref, position: fc.option(ref, { nil: null }) }), { maxLength: 2 }),
      speakers: fc.array(fc.record({ person: ref, position: fc.option(ref, { nil: null }) }), {
        maxLength: 2,
      }),
      agenda: fc.array(fc.record({ ref, hasOutcome: fc.boolean() }), { maxLength: 3 }),
      decisions: refs,
      points: refs,
      quotations: fc.array(ref.map(quotation), { maxLength: 2 }),
      pictures: refs,
    });
    const meetings = fc.uniqueArray(anyMeeting, {
      selector: ({ ref: name }) => keyOf(name),
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(meetings, (some) => {
        const sections = compose(
          facts({ meetings: some.map((one) => (one.parent === one.ref ? { ...one, parent: null } : one)) }),
        );
        if (sections.length === 0) return;
        const made = draft.parse({
          key: 'x',
          title: 'T',
          publisher: 'P',
          period: { from: '2023' },
          sections,
        });
        for (const lang of ['en', 'bn'] as const) {
          expect(resolve(made, lang, anything).problems.filter(({ blocking }) => blocking)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
