import type { Access } from './access.ts';
import type { PartialDate } from './dates.ts';
import type { MessageKey } from './i18n/messages.ts';
import type { Translated } from './translated.ts';

/** Why something is this person's to do: message key `due_because_<ground>`. */
export const dueGrounds = [
  'secretariat',
  'runs',
  'organisation',
  'holder',
  'administrator',
  'account',
  'owner',
  'reporter',
  'invited',
] as const;
export type DueGround = (typeof dueGrounds)[number];

/**
 * One thing somebody has to do. A room that has duties exports `due(tx, me)` from its queries; `portal/mine` gathers
 * them. `kind` is a verb with an object: message key `due_<kind>`, the title follows it.
 */
export type Due = {
  kind: string;
  /** What it is about, as records have it. */
  title: Translated;
  /** Where it is done, without the language: "/bodies/lm-twg". */
  path: string;
  /** The last day, or for an office the day of its end; null when nothing says. */
  due: PartialDate | null;
  /** Since when it waits, as far as that is known. */
  since: PartialDate | null;
  ground: DueGround;
  /** The body or organisation it belongs to, where the title does not say so itself. */
  within: Translated | null;
  /** What tells it from others with the same title: the role of a seat. */
  detail: MessageKey | null;
};

/** Whoever asks what is due, on which civil day of the country. */
export type Me = {
  account: string;
  access: Access;
  today: string;
  /** Must everyone show a second factor here, not only those with the keys (setting SECOND_FACTOR)? */
  everyoneShowsTwo?: boolean;
};

/** So many days before a seat or an office ends, somebody is asked who follows. */
export const aheadDays = 60;

/** The oldest first: since when it waits, or else by when it is due; what has neither date comes last. */
export function oldestFirst(dues: readonly Due[]): Due[] {
  const key = ({ since, due, path, kind }: Due) => `${since ?? due ?? '9999'} ${path} ${kind}`;
  return [...dues].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
