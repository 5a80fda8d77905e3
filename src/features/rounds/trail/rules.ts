import type { Change } from '#features/rounds/progress-reports/server/queries.ts';

/** One change of one field: who, when, from what, to what. Absent is undefined. */
export type FieldChange = { at: Date; who: string; before: unknown; after: unknown };

type Fields = Record<string, unknown>;
type Row = Fields & { number?: number; milestone_id?: number };

const plain = ['done', 'obstacles', 'next_steps', 'status', 'proofs', 'evidence'];

/** The rows of an owned table by what tells them apart. */
function rowsIn(fields: Fields, table: string, key: 'number' | 'milestone_id'): Map<string, Row> {
  const rows = (fields[table] as Row[] | undefined) ?? [];
  return new Map(rows.map((row) => [String(row[key]), row]));
}

/** As text; an empty list says nothing. */
const told = (value: unknown) =>
  JSON.stringify(Array.isArray(value) && value.length === 0 ? null : (value ?? null));

/** What entries of a report's history say of each field, the newest first: `value-7` alone, where only it changed. */
export function changesByField(
  changes: readonly Change[],
  milestoneOf: ReadonlyMap<number, string>,
): Map<string, FieldChange[]> {
  const found = new Map<string, FieldChange[]>();
  const note = (field: string, { at, who }: Change, before: unknown, after: unknown) => {
    if (told(before) === told(after)) return;
    found.set(field, [...(found.get(field) ?? []), { at, who, before, after }]);
  };
  for (const change of changes) {
    const { before, after } = change;
    for (const field of plain) if (field in after) note(field, change, before[field], after[field]);
    if ('spent_amount' in after || 'spent_currency' in after)
      note('spent', change, before['spent_amount'], after['spent_amount']);
    for (const table of tables)
      for (const { field, was, says } of rowChanges(change, table, milestoneOf))
        note(field, change, was, says);
  }
  return found;
}

const tables = ['report_values', 'report_milestones'] as const;

/** What an entry says of the rows of one table, by the name of their field. */
function rowChanges(
  { before, after }: Change,
  table: (typeof tables)[number],
  milestoneOf: ReadonlyMap<number, string>,
): { field: string; was: unknown; says: unknown }[] {
  if (!(table in after)) return [];
  const isValues = table === 'report_values';
  const key = isValues ? 'number' : 'milestone_id';
  const nameOf = (one: string) =>
    isValues ? `value-${one}` : `milestone-${milestoneOf.get(Number(one)) ?? one}`;
  const saidIn = (row: Row | undefined) => row?.[isValues ? 'value' : 'reached_on'];
  const [was, says] = [rowsIn(before, table, key), rowsIn(after, table, key)];
  return [...new Set([...was.keys(), ...says.keys()])].map((one) => ({
    field: nameOf(one),
    was: saidIn(was.get(one)),
    says: saidIn(says.get(one)),
  }));
}
