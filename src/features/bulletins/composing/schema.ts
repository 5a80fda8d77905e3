import type { PartialDate } from '#lib/dates.ts';
import type { Translated } from '#lib/translated.ts';

/** What the records say happened in a period: references only, so that a story cites instead of copying. */
export type Facts = {
  period: { from: PartialDate; until: PartialDate };
  /** Meetings and events that touch the period, oldest first; those that belong to another carry its reference. */
  meetings: MeetingFact[];
  /** Chairs and co-chairs whose term began in the period. */
  seats: { ref: string; body: string }[];
  /** Steps of commitments dated in the period. */
  statuses: { ref: string; commitment: string }[];
  /** Progress reports published in the period, by plan and action. */
  reports: { ref: string; action: string }[];
  /** Steps of actions dated in the period. */
  actionSteps: { ref: string; action: string }[];
  /** Actions that began in the period, by body. */
  actions: { ref: string; body: string }[];
  /** What is dated after the period, next first. */
  next: { ref: string }[];
};

export type MeetingFact = {
  ref: string;
  kind: string;
  from: PartialDate;
  until: PartialDate | null;
  body: string | null;
  parent: string | null;
  has: { venue: boolean; ordinal: boolean; summary: boolean };
  organisers: string[];
  supporters: string[];
  guests: string[];
  /** People with the position they held, where one is recorded. */
  chairs: Speaker[];
  speakers: Speaker[];
  agenda: { ref: string; hasOutcome: boolean }[];
  decisions: string[];
  /** Action points that were agreed at it. */
  points: string[];
  quotations: QuotationFact[];
  pictures: string[];
};

export type Speaker = { person: string; position: string | null };

/** Words to print. Only quotations the speaker has approved, or that stand in a published source, come here. */
export type QuotationFact = {
  ref: string;
  wording: Translated;
  tag: string | null;
  meaning: Translated | null;
  /** Citation of the speaker ("people/momen full-name") and, where known, of the office held. */
  speaker: string;
  office: string | null;
};
