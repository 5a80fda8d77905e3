import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { readReplies } from './replies.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A reply as another program writes it: properties, folding and escapes are that program's. */
function written(of: {
  uid?: string;
  sequence?: number;
  stamp?: string;
  address?: string;
  partstat?: string;
  name?: string;
  method?: string;
}): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('prodid', '-//Another program//EN');
  calendar.updatePropertyWithValue('version', '2.0');
  calendar.updatePropertyWithValue('method', of.method ?? 'REPLY');
  const event = new ICAL.Component('vevent');
  event.updatePropertyWithValue('uid', of.uid ?? 'meeting-lm-1@bdunnm.setu');
  event.updatePropertyWithValue('dtstamp', ICAL.Time.fromDateTimeString(of.stamp ?? '2026-11-23T03:00:00Z'));
  event.updatePropertyWithValue('sequence', of.sequence ?? 0);
  event.updatePropertyWithValue('summary', 'অগ্রগতি পর্যালোচনা সভা, প্রবাসী কল্যাণ ও বৈদেশিক কর্মসংস্থান মন্ত্রণালয়');
  const attendee = event.addPropertyWithValue(
    'attendee',
    `mailto:${of.address ?? 'Shirin@ministry.example'}`,
  );
  attendee.setParameter('cn', of.name ?? 'Sultana, Shirin: MoEWOE; Dhaka');
  attendee.setParameter('partstat', of.partstat ?? 'ACCEPTED');
  calendar.addSubcomponent(event);
  return calendar.toString();
}

describe('a calendar’s reply', () => {
  test('is read as another library wrote it, whatever stands in names', () => {
    expect(readReplies(bytes(written({ sequence: 3, partstat: 'TENTATIVE' })))).toEqual([
      {
        uid: 'meeting-lm-1@bdunnm.setu',
        sequence: 3,
        stamp: new Date('2026-11-23T03:00:00Z'),
        attendee: 'shirin@ministry.example',
        answer: 'tentative',
      },
    ]);
  });

  test('comes out as it went in: UID, SEQUENCE, DTSTAMP, address and answer', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9-]{1,100}@[a-z]{1,20}\.setu$/u),
        fc.nat(999_999_999),
        fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.constantFrom('ACCEPTED', 'TENTATIVE', 'DECLINED'),
        fc.string({ maxLength: 200 }).map((name) => name.replace(/["\p{Cc}]/gu, '')),
        (uid, sequence, date, partstat, name) => {
          const stamp = `${date.toISOString().slice(0, 19)}Z`;
          const [reply] = readReplies(bytes(written({ uid, sequence, stamp, partstat, name })));
          expect(reply).toMatchObject({
            uid,
            sequence,
            stamp: new Date(stamp),
            answer: partstat.toLowerCase(),
          });
        },
      ),
    );
  });

  test('is read also with bare line feeds, folded inside a letter, and several in one file', () => {
    const text = written({}).replaceAll('\r\n', '\n');
    expect(readReplies(bytes(text + written({ address: 'other@ministry.example' })))).toHaveLength(2);
    const whole = bytes(written({}));
    const at = whole.findIndex((byte) => byte > 0xe0);
    const folded = Buffer.concat([whole.slice(0, at + 1), bytes('\r\n '), whole.slice(at + 1)]);
    expect(readReplies(folded)).toEqual(readReplies(whole));
  });

  test.each([
    ['a request', written({ method: 'REQUEST' })],
    ['an answer we have no word for', written({ partstat: 'DELEGATED' })],
    ['no answer', written({ partstat: 'NEEDS-ACTION' })],
    [
      'two who answer at once',
      written({}).replace('END:VEVENT', 'ATTENDEE;PARTSTAT=DECLINED:mailto:x@y.example\r\nEND:VEVENT'),
    ],
    ['a time without zone', written({}).replace('T030000Z', 'T030000')],
    ['an event that does not end', written({}).replace('END:VEVENT', '')],
    ['nothing', ''],
    ['a picture', '\u0089PNG\r\n\u001a\n'],
  ])('is not %s', (_, text) => {
    expect(readReplies(bytes(text))).toEqual([]);
  });

  test('in a megabyte of nonsense costs no more than reading it', () => {
    const nonsense = `BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n${'ATTENDEE;X="'.repeat(80_000)}`;
    expect(readReplies(bytes(nonsense))).toEqual([]);
    expect(readReplies(bytes('"'.repeat(500_000)))).toEqual([]);
  });
});
