import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { recordInput, reference, webAddress } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const meetingKinds = [
  'meeting',
  'orientation',
  'consultation',
  'visit',
  'observance',
  'session',
  'launch',
] as const;
export const meetingLanguages = ['en', 'bn', 'both'] as const;
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, { error: 'a time is written 14:30' });

/**
 * Something that happened or will happen. The period is half-open with precision; without `until_on`
 * it lasts one unit of `from_on`. Times are local. `date_basis` says what the date rests on when not stated.
 */
export const meetingInput = z.strictObject({
  ...recordInput,
  kind: z.enum(meetingKinds),
  title: translatedInput,
  body: reference.optional(),
  parent: reference.optional(),
  from_on: partialDate,
  until_on: partialDate.optional(),
  starts_at: clockTime.optional(),
  ends_at: clockTime.optional(),
  venue: translatedInput.optional(),
  place: reference.optional(),
  online_link: webAddress.optional(),
  summary: translatedInput.optional(),
  date_basis: translatedInput.optional(),
  /** 1 for the body's first meeting of the year. */
  ordinal: z.number().int().min(1).optional(),
  cancelled_on: partialDate.optional(),
  /** The language it is held in, and what is interpreted for whom. */
  language: z.enum(meetingLanguages).optional(),
  interpretation: translatedInput.optional(),
  organisations: z
    .array(
      z.strictObject({
        organisation: reference,
        role: z.enum(['organiser', 'supporter', 'guest', 'participant']),
      }),
    )
    .default([]),
  people: z
    .array(z.strictObject({ person: reference, role: z.enum(['chair', 'speaker', 'guest']) }))
    .default([]),
  bodies: z
    .array(z.strictObject({ body: reference, role: z.enum(['audience', 'participant', 'subject']) }))
    .default([]),
});

export const agendaKinds = ['information', 'discussion', 'decision'] as const;
/** How the treatment of an item ended; `carried-over` brings it back at the body's next meeting. */
export const agendaEnds = ['treated', 'carried-over', 'withdrawn'] as const;

/**
 * One item of an agenda, in order among those with the same parent. `duration` is in minutes. `outcome` is what came of
 * it, in a sentence for everybody; the minutes have a text of their own.
 */
export const agendaItemInput = z.strictObject({
  ...recordInput,
  meeting: reference,
  parent: reference.optional(),
  position: z.number().int().min(1),
  title: translatedInput,
  kind: z.enum(agendaKinds),
  duration: z.number().int().min(1).max(600).optional(),
  presenter_person: reference.optional(),
  presenter_organisation: reference.optional(),
  outcome: translatedInput.optional(),
  ended: z.enum(agendaEnds).optional(),
  /** The item of an earlier meeting that this one carries on. */
  continues: reference.optional(),
  /** What members read before, each with its own reach. */
  papers: z.array(z.strictObject({ evidence: reference })).default([]),
});

/** What a body decided, arranged, or discussed without deciding. */
export const decisionInput = z.strictObject({
  ...recordInput,
  body: reference,
  meeting: reference.optional(),
  agenda_item: reference.optional(),
  wording: translatedInput,
  decided_on: partialDate,
  kind: z.enum(['decision', 'arrangement', 'discussion']),
  /** Carried out, or given up for a later decision; in force until then. The number is given by the command. */
  carried_out_on: partialDate.optional(),
  superseded_by: reference.optional(),
  actions: z.array(reference).default([]),
  commitments: z.array(reference).default([]),
});

export type MeetingInput = z.infer<typeof meetingInput>;
export type AgendaItemInput = z.infer<typeof agendaItemInput>;
export type DecisionInput = z.infer<typeof decisionInput>;

export type MeetingKind = (typeof meetingKinds)[number];
export type AgendaKind = AgendaItemInput['kind'];
export type AgendaEnd = (typeof agendaEnds)[number];
export type MeetingLanguage = (typeof meetingLanguages)[number];

export type DecisionKind = DecisionInput['kind'];
export type OrganisationRole = MeetingInput['organisations'][number]['role'];
export type PersonRole = MeetingInput['people'][number]['role'];
export type BodyRole = MeetingInput['bodies'][number]['role'];
/** What an organisation, a person or another body was to a meeting. */
export type Participation = OrganisationRole | PersonRole | BodyRole;
