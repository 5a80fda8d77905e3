import { expect, test } from 'vitest';
import type { Translated } from '#lib/translated.ts';
import { eventData } from './labels.ts';

const text = (en: string, bn?: string): Translated => ({
  source: 'en',
  en,
  ...(bn ? { bn } : {}),
  status: {},
});
const name = (ref: string) => ({ ref, name: text(ref), acronym: null });
const page = { lang: 'bn' as const, origin: 'https://network.example' };
const meeting: Parameters<typeof eventData>[0] = {
  ref: 'launch',
  kind: 'launch',
  title: text('Launch', 'সূচনা'),
  from: '2022-07',
  until: null,
  startsAt: null,
  endsAt: null,
  venue: null,
  cancelled: null,
  body: name('task-force'),
  status: 'held',
  roles: [],
  about: { ref: 'launch', version: 1, updatedAt: new Date(0), archivedAt: null, note: null },
  summary: null,
  dateBasis: null,
  ordinal: null,
  onlineLink: null,
  language: null,
  interpretation: null,
  place: { ref: 'BGD-DHA', name: text('Dhaka') },
  parent: null,
  organisations: [],
  people: [],
  bodies: [],
};

test('a month stays a month, and a meeting without an organiser is its body’s', () => {
  expect(eventData(meeting, [], page)).toEqual({
    '@type': 'Event',
    name: 'সূচনা',
    url: 'https://network.example/bn/meetings/launch',
    startDate: '2022-07',
    eventStatus: 'https://schema.org/EventScheduled',
    inLanguage: 'bn',
    location: { '@type': 'Place', name: 'Dhaka' },
    organizer: [{ '@type': 'Organization', name: 'task-force' }],
  });
});

test('a week ends on its last day; hours, organisers and parts are named', () => {
  const week = { ...meeting, from: '2022-12-17', until: '2022-12-24', startsAt: '09:30' };
  const organisations = [
    { ...name('ministry'), role: 'organiser' as const },
    { ...name('guest'), role: 'guest' as const },
  ];
  const data = eventData(
    { ...week, organisations, status: 'cancelled' },
    [{ ref: 'part', title: text('Part') }],
    page,
  );
  expect(data).toMatchObject({
    startDate: '2022-12-17T09:30',
    endDate: '2022-12-23',
    eventStatus: 'https://schema.org/EventCancelled',
    organizer: [{ name: 'ministry' }],
    subEvent: [{ '@type': 'Event', name: 'Part', url: 'https://network.example/bn/meetings/part' }],
  });
});
