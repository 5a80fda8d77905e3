import ical, { ICalEventStatus, ICalEventTransparency, type ICalDayJsStub } from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import type { Lang } from '#lib/i18n/lang.ts';
import { cleanLine } from '#lib/i18n/text.ts';

/** Whole days, half-open: 17 to 23 December is from "2022-12-17" until "2022-12-24". */
export type WholeDays = { from: string; until: string };

/** A stretch of a clock on the wall of the country: "2023-01-16T14:30", without zone. The end may be unknown. */
export type ClockTime = { starts: string; ends: string | null };

/** One entry of a feed. */
export type CalendarEntry = {
  /** Stays the same for as long as the record lives, whatever else changes. */
  uid: string;
  /** How often the record has changed: a client takes the copy with the higher number. */
  sequence: number;
  changedAt: Date;
  summary: string;
  description: string | null;
  location: string | null;
  /** Absolute address of the record's page. */
  url: string;
  cancelled: boolean;
  when: WholeDays | ClockTime;
};

export type Feed = {
  name: string;
  lang: Lang;
  /** Absolute address of the feed itself. */
  url: string;
  /** IANA name of the zone that clock times are meant in: "Asia/Dhaka". */
  timeZone: string;
  entries: readonly CalendarEntry[];
};

/** How often a subscriber should look again, in seconds. */
const refreshAfter = 6 * 60 * 60;

/**
 * The feed as iCalendar (RFC 5545): CRLF, lines of at most 75 octets, UTC time stamps, a VTIMEZONE for clock times.
 * The same records give the same bytes: DTSTAMP is when the record last changed, not when it was asked for.
 */
export function writeCalendar(feed: Feed): string {
  // A name for the zone of the whole calendar would turn DTSTAMP into a floating time; events name it themselves.
  const calendar = ical({
    // A line break in a name would begin a line of the file; the library does not escape names.
    name: cleanLine(feed.name),
    prodId: { company: 'Setu', product: 'Calendar', language: feed.lang.toUpperCase() },
    timezone: { name: null, generator: timeZoneBlock },
    ttl: refreshAfter,
    url: feed.url,
  });
  for (const entry of feed.entries) calendar.createEvent(eventOf(entry, feed.timeZone));
  return calendar.toString();
}

function eventOf(entry: CalendarEntry, timeZone: string) {
  return {
    id: entry.uid,
    sequence: entry.sequence,
    stamp: entry.changedAt,
    lastModified: entry.changedAt,
    summary: entry.summary,
    description: entry.description,
    location: entry.location,
    url: entry.url,
    status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    ...timesOf(entry.when, timeZone),
  };
}

/** Start and end for the library, in the zone of the country. */
export function timesOf(when: WholeDays | ClockTime, timeZone: string) {
  if ('from' in when) {
    // A week of observance is no reason to be busy for a week.
    const transparency = ICalEventTransparency.TRANSPARENT;
    return { allDay: true, start: new Date(when.from), end: new Date(when.until), transparency };
  }
  return {
    timezone: timeZone,
    start: handsOf(when.starts),
    end: when.ends === null ? null : handsOf(when.ends),
  };
}

/**
 * The hands of a clock in the shape of a day.js value, which ical-generator prints as they stand. A native Date with
 * a zone would be printed in the zone of the server instead, and the meeting would move.
 */
function handsOf(local: string): ICalDayJsStub {
  const [day = '', time = ''] = local.split('T');
  const parts: Record<string, string> = {
    YYYYMMDD: day.replaceAll('-', ''),
    HHmmss: `${time.replace(':', '')}00`,
  };
  return {
    format: (pattern = '') => parts[pattern] ?? local,
    isValid: () => true,
    toDate: () => new Date(`${local}:00Z`),
    toJSON: () => local,
  };
}

/** The VTIMEZONE of a zone. */
export function timeZoneBlock(zone: string): string | null {
  const [block] = tzlib_get_ical_block(zone);
  return block ?? null;
}
