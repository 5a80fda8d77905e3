import type { Visibility } from '#lib/record.ts';
import type { Tables } from '#lib/server/db/tables.generated.ts';
import type { Translated } from '#lib/translated.ts';
import type { Fields } from './differences.ts';
import type { Entry } from './register.ts';

type HasColumns<Columns> = { [T in keyof Tables]: Columns extends keyof Tables[T] ? T : never }[keyof Tables];

/** Tables of record: those with a public reference and a version. */
export type RecordTable = Extract<HasColumns<'ref'>, HasColumns<'version'>>;

type CommonColumn =
  | 'id'
  | 'ref'
  | 'visibility'
  | 'published_at'
  | 'archived_at'
  | 'is_public'
  | 'reach'
  | 'audience_id'
  | 'version'
  | 'note'
  | 'created_at'
  | 'updated_at';
type Plain<C> = C extends { __select__: infer S } ? S : C;
type OwnColumns<T extends RecordTable> = Exclude<
  keyof Tables[T],
  | CommonColumn
  | 'from_day'
  | 'until_day'
  | 'day'
  | 'merged_into_id'
  | 'last_step'
  | 'last_step_at'
  | 'stands'
  | 'withdrawn_on'
  | 'withdrawn_reason'
  | 'replaced_by_id'
>;

/** The columns of a record table that a command gives values for. */
export type RecordValues<T extends RecordTable> = { [C in OwnColumns<T>]: Plain<Tables[T][C]> | undefined };

/** What every record has, whatever its kind (schema: recordInput in lib/record.ts). */
export type Common = {
  ref: string;
  visibility: Visibility;
  published: boolean;
  note?: Translated | undefined;
  evidence: readonly string[];
  /** The version a form was filled in on; 0 for a record that shall be new. Left out, whatever stands is changed. */
  expected?: number | undefined;
};

/** An input that says on which version it was made. */
export type Edited<Input> = Input & { expected?: number | undefined };

/** Tables of rows owned by a record, with the column that names the owner. */
export const linkOwners = {
  seat_holders: 'seat_id',
  crosswalks: 'from_item_id',
  commitment_parties: 'commitment_id',
  commitment_items: 'commitment_id',
  commitment_links: 'commitment_id',
  action_items: 'action_id',
  action_commitments: 'action_id',
  action_partners: 'action_id',
  action_places: 'action_id',
  action_links: 'action_id',
  action_money: 'action_id',
  action_risks: 'action_id',
  plan_levels: 'plan_id',
  indicator_items: 'indicator_id',
  indicator_targets: 'indicator_id',
  indicator_actions: 'indicator_id',
  indicator_commitments: 'indicator_id',
  meeting_organisations: 'meeting_id',
  meeting_people: 'meeting_id',
  meeting_bodies: 'meeting_id',
  agenda_papers: 'agenda_item_id',
  decision_actions: 'decision_id',
  decision_commitments: 'decision_id',
  attendances: 'minutes_id',
  action_point_actions: 'action_point_id',
  action_point_commitments: 'action_point_id',
  report_milestones: 'progress_report_id',
  report_values: 'progress_report_id',
  edition_notices: 'edition_id',
  story_cites: 'story_id',
} as const satisfies Partial<Record<keyof Tables, string>>;
export type LinkTable = keyof typeof linkOwners;

export type Change<T extends RecordTable> = {
  common: Common;
  values: RecordValues<T>;
  links?: Partial<Record<LinkTable, readonly Fields[]>>;
  entry: Entry;
};

/** `kept` names the fields a pack wanted to change but a person had edited since. */
export type Saved = { ref: string; id: number; outcome: 'created' | 'changed' | 'unchanged'; kept: string[] };

/** One record on its way in. `before` and `after` hold the changed fields only. */
export type Work = {
  ref: string;
  id: number;
  isNew: boolean;
  /** After the change. */
  version: number;
  row: Fields;
  before: Fields | null;
  after: Fields;
  links: Partial<Record<LinkTable, readonly Fields[]>>;
  evidence: readonly string[];
  kept: string[];
  edited: ReadonlySet<string>;
  entry: Entry;
};

/** Must a pack leave this field alone? `*` stands for all of a record that was erased. */
export function isEdited(edited: ReadonlySet<string>, field: string): boolean {
  return edited.has(field) || edited.has('*');
}
