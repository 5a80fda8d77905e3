import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { writeCalendar, type CalendarEntry } from './calendar.ts';

const entry: CalendarEntry = {
  uid: 'meeting-bdunnm-2023-1@bdunnm.setu',
  sequence: 0,
  changedAt: new Date('2023-02-01T20:15:30Z'),
  summary: 'First meeting of 2023',
  description: null,
  location: null,
  url: 'https://network.example/en/meetings/bdunnm-2023-1',
  cancelled: false,
  when: { starts: '2023-01-16T14:30', ends: '2023-01-16T16:00' },
};

function write(...entries: Partial<CalendarEntry>[]): string {
  return writeCalendar({
    name: 'Meetings',
    lang: 'en',
    url: 'https://network.example/en/meetings/calendar.ics',
    timeZone: 'Asia/Dhaka',
    entries: entries.map((fields) => ({ ...entry, ...fields })),
  });
}

/** The feed as another program reads it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
}

const only = (text: string): ICAL.Event => {
  const [event, ...more] = read(text);
  if (!event || more.length) throw new Error('one event was expected');
  return event;
};

describe('a calendar feed', () => {
  test('a clock time is the time in Dhaka, whatever the zone of the server', () => {
    const event = only(write({}));
    expect(event.startDate.toString()).toBe('2023-01-16T14:30:00');
    expect(event.startDate.zone.tzid).toBe('Asia/Dhaka');
    expect(event.startDate.toUnixTime()).toBe(Date.parse('2023-01-16T08:30:00Z') / 1000);
    expect(event.endDate.toUnixTime()).toBe(Date.parse('2023-01-16T10:00:00Z') / 1000);
  });

  test('an end that is not known is not made up', () => {
    const text = write({ when: { starts: '2023-01-16T14:30', ends: null } });
    expect(text).not.toContain('DTEND');
  });

  test('a week of observance is whole days, its end exclusive, and nobody is busy', () => {
    const text = write({ when: { from: '2022-12-17', until: '2022-12-24' } });
    expect(text).toContain('DTSTART;VALUE=DATE:20221217\r\nDTEND;VALUE=DATE:20221224');
    expect(text).toContain('TRANSP:TRANSPARENT');
    const event = only(text);
    expect(event.startDate.isDate).toBe(true);
    expect(event.duration.toString()).toBe('P1W');
  });

  test('the time stamp is UTC and is when the record changed', () => {
    const text = write({});
    expect(text).toContain('DTSTAMP:20230201T201530Z');
    expect(text).toBe(write({}));
  });

  test('a change keeps the UID and raises SEQUENCE; a cancelled meeting says so', () => {
    const text = write({ sequence: 3, cancelled: true });
    const event = only(text);
    expect([event.uid, event.sequence]).toEqual([entry.uid, 3]);
    expect(event.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  test('a line break in the name of a feed begins no line of the file', () => {
    const feed = writeCalendar({
      name: 'Meetings\r\nX-MADE-UP:1\nand\u2028events',
      lang: 'en',
      url: 'https://network.example/en/meetings/calendar.ics',
      timeZone: 'Asia/Dhaka',
      entries: [],
    });
    expect(feed).toContain('X-WR-CALNAME:Meetings X-MADE-UP:1 and events\r\n');
    expect(feed).not.toMatch(/^X-MADE-UP/mu);
  });

  test('a feed without entries is a feed', () => {
    expect(read(write())).toEqual([]);
  });

  test('lines end in CRLF and have at most 75 octets, and every text comes back as it was', () => {
    const letters = fc.constantFrom('ক', 'ষ', '্', 'ি', 'আ', ' ', 'a', ',', ';', '\\', 'é', '😀', '"', ':');
    const text = fc.string({ unit: letters, minLength: 1, maxLength: 300 }).filter((s) => s.trim() === s);
    fc.assert(
      fc.property(text, text, (summary, location) => {
        const feed = write({ summary, location });
        const lines = feed.split('\r\n');
        expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
        expect(feed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
        const event = only(feed);
        expect([event.summary, event.location]).toEqual([summary, location]);
      }),
    );
  });
});
