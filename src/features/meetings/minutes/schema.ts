import { z } from 'zod';
import { exactDay } from '#lib/dates.ts';
import { line, recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const presences = ['present', 'represented', 'excused', 'absent', 'visitor'] as const;

/**
 * One seat at a meeting, or a visitor, who has none. `person` or `name` says who came: the holder of the seat, whoever
 * represented it, or the visitor, with the organisation they came from.
 */
export const attendanceInput = z.strictObject({
  seat: reference.optional(),
  organisation: reference.optional(),
  person: reference.optional(),
  name: line.pipe(z.string().max(200)).optional(),
  presence: z.enum(presences),
});

/** The minutes of a meeting; one record each. Status is not given: it follows from the days. */
export const minutesInput = z.strictObject({
  ...recordInput,
  meeting: reference,
  circulated_on: exactDay.optional(),
  /** The last day on which a member can propose a correction. */
  corrections_until: exactDay.optional(),
  adopted_on: exactDay.optional(),
  adopted_by: z.enum(['meeting', 'silence']).optional(),
  adopted_at: reference.optional(),
  attendance: z.array(attendanceInput).default([]),
});

/** What the minutes say under one agenda item. */
export const minuteItemInput = z.strictObject({
  ...recordInput,
  minutes: reference,
  agenda_item: reference,
  text: translatedInput,
});

export type Presence = (typeof presences)[number];
export type AttendanceInput = z.infer<typeof attendanceInput>;
export type MinutesInput = z.infer<typeof minutesInput>;
export type MinuteItemInput = z.infer<typeof minuteItemInput>;
