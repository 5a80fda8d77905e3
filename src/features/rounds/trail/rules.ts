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

/** What entries of a report's history say of each field, the newest first: `value-7` alone, where only it changed. */
export function changesByField(
  changes: readonly Change[],
  milestoneOf: ReadonlyMap<number, string>,
): Map<string, FieldChange[]> {
  const found = new Map<string, FieldChange[]>();
  const note = (field: string, { at, who }: Change, before: unknown, after: unknown) => {
    if (JSON.stringify(before ?? null) === JSON.stringify(after ?? null)) return;
    found.set(field, [...(found.get(field) ?? []), { at, who, before, after }]);
  };
  for (const change of changes) {
    const { before, after } = change;
    for (const field of plain) if (field in after) note(field, change, before[field], after[field]);
    if ('spent_amount' in after || 'spent_currency' in after)
      note('spent', change, before['spent_amount'], after['spent_amount']);
    if ('report_values' in after) noteRows(change, 'report_values', 'number', (key) => `value-${key}`, note);
    if ('report_milestones' in after)
      noteRows(
        change,
        'report_milestones',
        'milestone_id',
        (key) => `milestone-${milestoneOf.get(Number(key)) ?? key}`,
        note,
      );
  }
  return found;
}

function noteRows(
  change: Change,
  table: string,
  key: 'number' | 'milestone_id',
  nameOf: (key: string) => string,
  note: (field: string, change: Change, before: unknown, after: unknown) => void,
): void {
  const [was, says] = [rowsIn(change.before, table, key), rowsIn(change.after, table, key)];
  const told = (row: Row | undefined) => row && (key === 'number' ? row['value'] : row['reached_on']);
  for (const one of new Set([...was.keys(), ...says.keys()]))
    note(nameOf(one), change, told(was.get(one)), told(says.get(one)));
}
