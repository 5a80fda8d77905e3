import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator';
import type { CalendarPart } from '#lib/mail/calendar-part.ts';
import { timeZoneBlock, timesOf } from './calendar.ts';

type Party = { name: string; address: string };

/**
 * What a letter asks a calendar to do, as iTIP (RFC 5546): to hold a meeting and ask its owner, or to take it out.
 * The organiser's address is where the calendar sends the answer.
 */
export function writeInvite(part: CalendarPart, organiser: Party, attendee: Party): string {
  const isCancelled = part.method === 'CANCEL';
  const calendar = ical({
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
    prodId: { company: 'Setu', product: 'Calendar' },
    timezone: { name: null, generator: timeZoneBlock },
  });
  const event = calendar.createEvent({
    id: part.uid,
    sequence: part.sequence,
    stamp: new Date(part.stamp),
    summary: part.summary,
    description: part.description,
    location: part.location,
    url: part.url,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: organiser.name || organiser.address, email: organiser.address },
    ...timesOf(part.when, part.timeZone),
  });
  event.createAttendee({
    name: attendee.name || attendee.address,
    email: attendee.address,
    role: ICalAttendeeRole.REQ,
    rsvp: !isCancelled,
    ...(!isCancelled && { status: ICalAttendeeStatus.NEEDSACTION }),
  });
  return calendar.toString();
}
