import type { PointStatus } from '#features/meetings/action-points/schema.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Translated } from '#lib/translated.ts';

type OfMeeting = { ref: string; title: Translated; from: PartialDate };

/** What a meeting begins with, because earlier ones left it: computed, never stored, each thing once and in order. */
export type Arising = {
  /** Earlier meetings whose minutes wait to be adopted. */
  minutes: OfMeeting[];
  /** What the last meeting decided, to be confirmed. */
  decisions: { ref: string; number: number | null; year: string; wording: Translated }[];
  /** Points that were open when the day of the meeting began, soonest due first; `status` is as the day ended. */
  points: {
    ref: string;
    task: Translated;
    due: PartialDate | null;
    agreed: PartialDate;
    status: PointStatus;
    /** Its day was over on the day of the meeting, or is over today if the meeting is still to come. */
    late: boolean;
    owner: Translated;
  }[];
  /** Items of earlier meetings that were carried over and taken up by no meeting until this one. */
  items: { ref: string; title: Translated; meeting: OfMeeting }[];
};

/** What arises for a meeting of no body, or for none. */
export const nothingArising: Arising = { minutes: [], decisions: [], points: [], items: [] };

/** Does anything arise at all? */
export const isNothing = ({ minutes, decisions, points, items }: Arising) =>
  minutes.length + decisions.length + points.length + items.length === 0;
