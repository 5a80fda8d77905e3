import type { VersionStep } from './schema.ts';

/** Where a plan is in its life: a draft until it is adopted; revised as often as need be; closed for good. */
export type PlanStage = 'draft' | VersionStep;

/** Where a plan is in its life, by its versions, the latest first. */
export const stageOf = (versions: readonly { step: VersionStep }[]): PlanStage =>
  versions[0]?.step ?? 'draft';

/** The steps that may follow. */
export const nextSteps: Record<PlanStage, readonly VersionStep[]> = {
  draft: ['adopted'],
  adopted: ['revised', 'closed'],
  revised: ['revised', 'closed'],
  closed: [],
};

/** The fields of an action as a version froze them, by their names in its input. */
export type FrozenFields = Record<string, unknown>;
export type FrozenAction = { ref: string; fields: FrozenFields };

/** One action that differs between two states of a plan; `fields` names what changed, none where it is all of it. */
export type ActionDifference = {
  ref: string;
  what: 'added' | 'removed' | 'changed';
  before: FrozenFields | null;
  after: FrozenFields | null;
  fields: string[];
};

/** What stands differently in two states of a plan, in the order of the later one, what is gone at the end. */
export function differenceOf(
  before: readonly FrozenAction[],
  after: readonly FrozenAction[],
): ActionDifference[] {
  const old = new Map(before.map(({ ref, fields }) => [ref, fields]));
  const now = new Set(after.map(({ ref }) => ref));
  const found = after.flatMap(({ ref, fields }): ActionDifference[] => {
    const was = old.get(ref);
    if (!was) return [{ ref, what: 'added', before: null, after: fields, fields: [] }];
    const changed = changedFields(was, fields);
    return changed.length > 0 ? [{ ref, what: 'changed', before: was, after: fields, fields: changed }] : [];
  });
  const gone = before.filter(({ ref }) => !now.has(ref));
  return [
    ...found,
    ...gone.map(({ ref, fields }): ActionDifference => ({
      ref,
      what: 'removed',
      before: fields,
      after: null,
      fields: [],
    })),
  ];
}

function changedFields(before: FrozenFields, after: FrozenFields): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => canonical(before[name]) !== canonical(after[name])).sort();
}

/** A value as one text, whatever the order of its keys; what is missing equals null. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join()}}`;
}
