import { sql } from 'kysely';
import { FormRefused } from '#features/desk/errors.ts';
import { undecided } from '#features/imports/errors.ts';
import { targetsOf } from '#features/imports/mapping/rules.ts';
import {
  asSaved,
  calledIn,
  changesOf,
  over,
  saidBy,
  withDecisions,
  type Change,
  type Said,
} from '#features/imports/rules.ts';
import * as imports from '#features/imports/server/queries.ts';
import { checked } from '#features/desk/keeping/server/commands.ts';
import { openSheet } from '#features/desk/keeping/server/queries.ts';
import { forms, type Noun } from '#features/desk/schema.ts';
import { sheetOf } from '#features/desk/server/queries.ts';
import type { Typed } from '#lib/forms/fields.ts';
import type { FieldProblem } from '#lib/forms/problems.ts';
import { inputOf } from '#lib/forms/values.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** A row of the file beside the record it means. */
export type Compared = {
  number: number;
  key: string;
  name: string;
  outcome: 'new' | 'changed' | 'same' | 'wrong';
  /** Of a record that stands. */
  ref: string | null;
  version: number;
  /** What the file says, as it would be saved; of a new record with what every row has. */
  said: Typed;
  changes: Change[];
  problems: FieldProblem[];
};

type Known = { ref: string; said: Typed | null };

/** Every row of a file beside what stands. Throws refused, notFound, undecided. */
export async function compare(tx: Tx, id: string): Promise<Compared[]> {
  const opened = await imports.open(tx, id);
  if (Object.keys(opened.settings.columns).length === 0) throw undecided('columns');
  const table = imports.readTable(opened);
  const { noun, settings } = opened;
  const { fields } = forms[noun];
  const meanings = imports.meaningsIn(await imports.wordsOf(tx, table, opened));
  const rows = saidBy(table, { settings, fields, targets: targetsOf(fields), meanings });
  const known = await knownRecords(tx, opened, rows);
  const seen = new Set<string>();
  const compared: Compared[] = [];
  for (const row of rows) {
    const isRepeated = row.key === '' || seen.has(row.key);
    seen.add(row.key);
    compared.push(
      isRepeated
        ? wrong(row, noun)
        : await besideRecord(tx, { noun, row, fixed: settings.fixed, found: known.get(row.key) }),
    );
  }
  return compared;
}

const begun = (row: Said): Compared => ({
  ...{ number: row.number, key: row.key, name: calledIn(row.typed), outcome: 'same', ref: null, version: 0 },
  ...{ said: row.typed, changes: [], problems: [] },
});

/** A row without anything to know it by, or one that means the same as a row before it. */
function wrong(row: Said, noun: Noun): Compared {
  const label = forms[noun].fields[0]?.label ?? 'field_title';
  const message = row.key === '' ? 'form_error_missing' : 'form_error_repeated';
  return { ...begun(row), outcome: 'wrong', problems: [{ control: '', message, label }] };
}

/** The records of rows: as they were imported before, else by the identifier that stands at them. */
async function knownRecords(
  tx: Tx,
  { noun, organisationId, settings }: imports.Opened,
  rows: readonly Said[],
): Promise<Map<string, Known>> {
  const keys = rows.map(({ key }) => key);
  const { rows: imported } = await sql<Known & { key: string }>`
    select k.key, k.ref, k.said from import_keys k join records r on r.kind = k.noun and r.ref = k.ref
    where k.organisation_id = ${organisationId} and k.noun = ${noun} and k.key = any(${keys}::text[])`.execute(
    tx.db,
  );
  const known = new Map(imported.map(({ key, ref, said }) => [key, { ref, said }]));
  const scheme = settings.fixed['external_scheme'];
  if (noun !== 'commitments' || !scheme) return known;
  const { rows: named } = await sql<{ key: string; ref: string }>`
    select external_ref as key, ref from commitments
    where external_scheme = ${scheme} and external_ref = any(${keys}::text[])`.execute(tx.db);
  for (const { key, ref } of named) if (!known.has(key)) known.set(key, { ref, said: null });
  return known;
}

type Beside = { noun: Noun; row: Said; fixed: Typed; found: Known | undefined };

async function besideRecord(tx: Tx, { noun, row, fixed, found }: Beside): Promise<Compared> {
  const sheet = sheetOf(noun);
  const { fields } = forms[noun];
  if (!found) {
    const said = withDecisions(fields, over(fields, fixed, row.typed));
    const problems = problemsOf(() => checked(sheet, { ...inputOf(fields, said), ref: 'x' }));
    return { ...begun(row), outcome: problems.length > 0 ? 'wrong' : 'new', said, problems };
  }
  const { typed: stands, version, input, archivedAt } = await openSheet(tx, sheet, found.ref);
  const said = asSaved(fields, row.typed);
  const changes = archivedAt ? [] : changesOf(fields, { said, stands, last: found.said });
  const written = over(fields, stands, said);
  const problems = problemsOf(() =>
    checked(sheet, { ...input, ...inputOf(fields, written, input), ref: found.ref }),
  );
  const isWrong = changes.length > 0 && problems.length > 0;
  const outcome = isWrong ? 'wrong' : changes.length > 0 ? 'changed' : 'same';
  return {
    ...begun(row),
    outcome,
    ref: found.ref,
    version,
    said,
    changes,
    problems: isWrong ? problems : [],
  };
}

function problemsOf(check: () => unknown): FieldProblem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof FormRefused) return error.problems;
    throw error;
  }
}
