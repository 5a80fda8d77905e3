import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { calendarPart, type CalendarPart } from '#lib/mail/calendar-part.ts';
import { writeInvite } from './invite.ts';

const part: CalendarPart = {
  method: 'REQUEST',
  uid: 'meeting-lm-1@bdunnm.setu',
  sequence: 2,
  stamp: '2026-11-23T03:00:00.000Z',
  summary: 'শ্রম অভিবাসন গ্রুপের চতুর্থ সভা',
  description: 'Online: https://meet.example/lm',
  location: 'সম্মেলন কক্ষ, ঢাকা',
  url: 'https://network.example/bn/meetings/lm-1',
  when: { starts: '2026-12-01T10:00', ends: '2026-12-01T12:00' },
  timeZone: 'Asia/Dhaka',
  name: 'শিরিন সুলতানা',
};
const organiser = { name: 'Secretariat', address: 'office@network.example' };
const reader = { name: part.name, address: 'shirin@ministry.example' };
const parse = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]);

test('a request names meeting, state, organiser and reader, in the zone of the country, as another library reads it', () => {
  const text = writeInvite(part, organiser, reader);
  const calendar = parse(text);
  const [component] = calendar.getAllSubcomponents('vevent');
  const event = new ICAL.Event(component);
  expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
  expect([event.uid, event.sequence, event.summary]).toEqual([part.uid, 2, part.summary]);
  expect(component?.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-11-23T03:00:00Z');
  expect([event.startDate.toString(), event.startDate.zone.tzid]).toEqual([
    '2026-12-01T10:00:00',
    'Asia/Dhaka',
  ]);
  expect(calendar.getAllSubcomponents('vtimezone')).toHaveLength(1);
  expect(component?.getFirstPropertyValue('organizer')).toBe('mailto:office@network.example');
  const attendee = component?.getFirstProperty('attendee');
  expect(attendee?.getFirstValue()).toBe('MAILTO:shirin@ministry.example');
  expect(['partstat', 'rsvp', 'role'].map((name) => attendee?.getFirstParameter(name))).toEqual([
    'NEEDS-ACTION',
    'TRUE',
    'REQ-PARTICIPANT',
  ]);
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
});

test('a cancellation keeps the UID and takes the meeting out', () => {
  const calendar = parse(writeInvite({ ...part, method: 'CANCEL', sequence: 3 }, organiser, reader));
  const component = calendar.getFirstSubcomponent('vevent');
  expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
  expect(['uid', 'sequence', 'status'].map((name) => component?.getFirstPropertyValue(name))).toEqual([
    part.uid,
    3,
    'CANCELLED',
  ]);
});

test('hostile names stay one value: no line of theirs begins', () => {
  const hostile = 'Shirin"\r\nATTENDEE:mailto:evil@evil.example;x=":,\u2028END:VEVENT';
  const cleaned = calendarPart.parse({ ...part, name: hostile, summary: hostile });
  const calendar = parse(writeInvite(cleaned, organiser, { name: cleaned.name, address: reader.address }));
  const [event, ...more] = calendar.getAllSubcomponents('vevent');
  expect(more).toEqual([]);
  expect(event?.getAllProperties('attendee')).toHaveLength(1);
  expect(event?.getFirstProperty('attendee')?.getFirstValue()).toBe('MAILTO:shirin@ministry.example');
});
