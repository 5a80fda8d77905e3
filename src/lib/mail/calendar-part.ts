import { z } from 'zod';
import { cleanLine, cleanText } from '#lib/i18n/text.ts';

const line = z.string().max(2000).transform(cleanLine);
const text = z.string().max(4000).transform(cleanText);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/u);
const hands = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/u);

/**
 * What goes with a letter for the reader's calendar: a meeting that is asked for (REQUEST) or taken back (CANCEL). Under
 * the same `uid` the higher `sequence` counts. The organiser is whoever answers go to; the attendee is the reader.
 */
export const calendarPart = z.strictObject({
  method: z.enum(['REQUEST', 'CANCEL']),
  uid: z.string().regex(/^[\w.-]+@[\w.-]+$/u),
  sequence: z.number().int().nonnegative(),
  /** When it was written (DTSTAMP). */
  stamp: z.iso.datetime(),
  summary: line,
  description: text.nullable(),
  location: line.nullable(),
  url: z.url({ protocol: /^https?$/u }).max(2000),
  when: z.union([
    z.strictObject({ from: day, until: day }),
    z.strictObject({ starts: hands, ends: hands.nullable() }),
  ]),
  timeZone: z.string().max(100),
  /** Of the reader. */
  name: line,
});
export type CalendarPart = z.infer<typeof calendarPart>;
