import { timesOf, uidOf, uidOwner } from '#features/meetings/calendar/server/exports.ts';
import { whenWords, whereWords } from '#features/meetings/invitations/labels.ts';
import type { Facts } from '#features/meetings/invitations/server/queries.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { CalendarPart } from '#lib/mail/calendar-part.ts';
import type { Letter, MailTemplate } from '#lib/mail/templates.ts';
import { answerAddress } from '#lib/server/secrets/answer-links.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { textIn } from '#lib/translated.ts';

/** What letters need to know of the installation; `owner` is the reference of the network, part of every UID. */
export type Sending = { origin: string; secret: string; timeZone: string; owner: string };

/** The same of this installation, with what the records say of it. */
export async function sendingFrom(tx: Tx, site: Omit<Sending, 'owner'>): Promise<Sending> {
  return { ...site, owner: await uidOwner(tx) };
}

type Reader = { code: string; name: string; address: string; lang: Lang };
type MeetingTemplate = Extract<MailTemplate, `meeting-${string}`>;
type At = { sequence: number; now: Date };

/** The letter of an invitation. All but a reminder ask something of the reader's calendar. */
export function letterOf(
  template: MeetingTemplate,
  reader: Reader,
  meeting: Facts,
  { sending, at }: { sending: Sending; at: At },
): Letter {
  const { lang, address: to } = reader;
  const about = { name: reader.name, title: textIn(meeting.title, lang), when: whenWords(meeting, lang) };
  if (template === 'meeting-cancelled' || template === 'meeting-withdrawn')
    return {
      template,
      lang,
      to,
      values: about,
      calendar: partOf('CANCEL', reader, meeting, { sending, at }),
    };
  const link = answerAddress(sending.secret, sending.origin, lang, reader.code);
  const values = { ...about, where: whereWords(meeting, lang), link };
  if (template === 'meeting-reminder') return { template, lang, to, values };
  return { template, lang, to, values, calendar: partOf('REQUEST', reader, meeting, { sending, at }) };
}

/** The address of the answer is not in it: calendars are shared with others. */
function partOf(
  method: CalendarPart['method'],
  { lang, name }: Reader,
  meeting: Facts,
  { sending, at }: { sending: Sending; at: At },
): CalendarPart {
  const { body, onlineLink, venue, place } = meeting;
  const online = onlineLink === null ? '' : `${sayIn(lang)('meeting_online')}: ${onlineLink}`;
  const description = [body && textIn(body, lang), online].filter(Boolean).join('\n\n');
  return {
    method,
    uid: uidOf(meeting.ref, sending.owner),
    sequence: at.sequence,
    stamp: at.now.toISOString(),
    summary: textIn(meeting.title, lang),
    description: description || null,
    location: venue === null && place === null ? null : whereWords({ venue, place, onlineLink }, lang),
    url: `${sending.origin}/${lang}/meetings/${meeting.ref}`,
    when: timesOf(meeting),
    timeZone: sending.timeZone,
    name,
  };
}
