import type { ReportInput, ReportStep, ReportValue } from './schema.ts';

/** The name of one field of a report, by which it is returned: `done`, `milestone-m1`, `value-7`. */
export type FieldName = string;

/** Everything is open: a draft that can be written, or a report returned as a whole. */
export const allFields = '*';

const whole = ['done', 'obstacles', 'next_steps', 'status', 'spent', 'proofs', 'evidence'] as const;

const valueName = (number: number) => `value-${String(number)}`;
const milestoneName = (milestone: string) => `milestone-${milestone}`;

/** What a report says, by field, as text that is equal exactly when the field says the same. */
export function fieldsOf(input: ReportInput): Map<FieldName, string> {
  const { done, obstacles, next_steps, status, spent_amount, spent_currency, proofs, evidence } = input;
  const spent = spent_amount === undefined ? undefined : [spent_amount, spent_currency];
  const lists = { proofs: nonempty(proofs), evidence: nonempty([...evidence].sort()) };
  const said: [FieldName, unknown][] = [
    ...Object.entries({ done, obstacles, next_steps, status, spent, ...lists }),
    ...input.milestones.map(({ milestone, reached_on }): [FieldName, unknown] => [
      milestoneName(milestone),
      reached_on,
    ]),
    ...input.values.map(({ number = 0, ...value }): [FieldName, unknown] => [valueName(number), value]),
  ];
  return new Map(said.flatMap(([name, value]) => (value === undefined ? [] : [[name, ordered(value)]])));
}

const nonempty = (list: readonly string[]) => (list.length > 0 ? list : undefined);

/** As text, whatever order its parts came in. */
function ordered(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The fields in which two states of a report differ. */
export function changedFields(before: ReportInput, after: ReportInput): FieldName[] {
  const [was, says] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...was.keys(), ...says.keys()])]
    .filter((name) => was.get(name) !== says.get(name))
    .sort();
}

/** May this field be written? */
export const isOpen = (open: readonly FieldName[], field: FieldName) =>
  open.includes(allFields) || open.includes(field);

/** Which names of fields a form of one report can have, besides milestones and values. */
export const wholeFields: readonly FieldName[] = whole;

/**
 * What stands with what was sent in its open fields: what a form did not show stays. A new value gets the next number;
 * new values are taken only where all is open.
 */
export function merged(standing: ReportInput, sent: ReportInput, open: readonly FieldName[]): ReportInput {
  if (open.includes(allFields)) return { ...sent, values: numbered(sent.values, standing.values) };
  const pick = <K extends keyof ReportInput>(field: FieldName, key: K) =>
    isOpen(open, field) ? sent[key] : standing[key];
  return {
    done: pick('done', 'done'),
    obstacles: pick('obstacles', 'obstacles'),
    next_steps: pick('next_steps', 'next_steps'),
    status: pick('status', 'status'),
    spent_amount: pick('spent', 'spent_amount'),
    spent_currency: pick('spent', 'spent_currency'),
    proofs: pick('proofs', 'proofs'),
    evidence: pick('evidence', 'evidence'),
    milestones: mergedMilestones(standing, sent, open),
    values: mergedValues(standing, sent, open),
  };
}

function mergedMilestones(standing: ReportInput, sent: ReportInput, open: readonly FieldName[]) {
  const isFree = ({ milestone }: { milestone: string }) => isOpen(open, milestoneName(milestone));
  return [...standing.milestones.filter((one) => !isFree(one)), ...sent.milestones.filter(isFree)];
}

function mergedValues(standing: ReportInput, sent: ReportInput, open: readonly FieldName[]): ReportValue[] {
  const isFree = ({ number }: ReportValue) => number !== undefined && isOpen(open, valueName(number));
  const kept = standing.values.filter((one) => !isFree(one));
  return [...kept, ...sent.values.filter(isFree)].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
}

/** Gives new values their numbers, after every number there is; the first of two with one number keeps it. */
function numbered(values: readonly ReportValue[], standing: readonly ReportValue[]): ReportValue[] {
  const used = new Set<number>();
  let last = Math.max(0, ...[...standing, ...values].map(({ number = 0 }) => number));
  return values.map((value) => {
    const given = value.number;
    const number = given !== undefined && !used.has(given) ? given : (last += 1);
    used.add(number);
    return { ...value, number };
  });
}

/** What must be there before a report is handed in; gives the fields that miss something. */
export function missingIn({ done, status }: ReportInput): FieldName[] {
  return [...(done ? [] : ['done']), ...(status ? [] : ['status'])];
}

/** Has the organisation done its part? */
export const isHandedIn = (step: ReportStep) => step !== 'drafted' && step !== 'returned';

/** The fields a report can be given back by: those every report has, its milestones, its values. */
export function fieldNames(input: ReportInput, milestones: readonly { ref: string }[]): FieldName[] {
  return [
    allFields,
    ...wholeFields,
    ...milestones.map(({ ref }) => milestoneName(ref)),
    ...input.values.map(({ number = 0 }) => valueName(number)),
  ];
}
