import type { z } from 'zod';
import { editionInput, pictureInput, quotationInput } from '#features/bulletins/schema.ts';
import * as bulletins from '#features/bulletins/server/commands.ts';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { commitmentInput, commitmentStatusInput } from '#features/commitments/schema.ts';
import * as commitments from '#features/commitments/server/commands.ts';
import { commitmentStatementInput } from '#features/commitments/statements/schema.ts';
import * as statements from '#features/commitments/statements/server/commands.ts';
import { BrokenPack, type PackProblem } from '#features/exchange/errors.ts';
import type { PackKind } from '#features/exchange/schema.ts';
import { evidenceInput } from '#features/files/schema.ts';
import * as files from '#features/files/server/commands.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { indicatorInput, observationInput } from '#features/indicators/schema.ts';
import * as indicators from '#features/indicators/server/commands.ts';
import { agendaItemInput, decisionInput, meetingInput } from '#features/meetings/schema.ts';
import { actionPointInput } from '#features/meetings/action-points/schema.ts';
import * as actionPoints from '#features/meetings/action-points/server/commands.ts';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import * as decisions from '#features/meetings/decisions/server/commands.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { organisationInput, organisationTypeInput, positionInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { placeInput } from '#features/places/schema.ts';
import * as places from '#features/places/server/commands.ts';
import { milestoneInput } from '#features/plans/milestones/schema.ts';
import * as milestones from '#features/plans/milestones/server/commands.ts';
import { actionInput, planInput } from '#features/plans/schema.ts';
import { actionStatusInput } from '#features/plans/statuses/schema.ts';
import * as actionStatuses from '#features/plans/statuses/server/commands.ts';
import { planVersionInput } from '#features/plans/versions/schema.ts';
import * as versions from '#features/plans/versions/server/commands.ts';
import * as plans from '#features/plans/server/commands.ts';
import { ExpectedError } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Saved } from '#lib/server/history/change.ts';
import type { Row } from '#lib/server/rows/rows.ts';
import { loadedPacks, problemsOf, type Pack } from './queries.ts';

type Ready = { refs: string[]; save: (tx: Tx) => Promise<Saved[]> };
type ReadFile = { file: string; kind: PackKind; rows: Row[] };
type Loader = (file: ReadFile, problems: PackProblem[]) => Ready;

/** Ties the schema of a kind to the command that saves it, so that each row meets the same checks as a form. */
function loader<Schema extends z.ZodType<{ ref: string }>>(
  schema: Schema,
  save: (tx: Tx, inputs: readonly z.infer<Schema>[]) => Promise<Saved[]>,
): Loader {
  return (file, problems) => {
    const inputs: z.infer<Schema>[] = [];
    for (const row of file.rows) {
      const result = schema.safeParse(row.value);
      if (result.success) inputs.push(result.data);
      else problems.push(...problemsOf(file.file, result.error, row.lineOf));
    }
    return { refs: inputs.map((input) => input.ref), save: (tx) => save(tx, inputs) };
  };
}

const loaders: Record<PackKind, Loader> = {
  evidence: loader(evidenceInput, files.save),
  places: loader(placeInput, places.save),
  'organisation-types': loader(organisationTypeInput, organisations.saveTypes),
  people: loader(personInput, people.save),
  organisations: loader(organisationInput, organisations.save),
  positions: loader(positionInput, organisations.savePositions),
  bodies: loader(bodyInput, bodies.save),
  seats: loader(seatInput, bodies.saveSeats),
  frameworks: loader(frameworkInput, frameworks.save),
  items: loader(itemInput, frameworks.saveItems),
  commitments: loader(commitmentInput, commitments.save),
  'commitment-statuses': loader(commitmentStatusInput, commitments.saveStatuses),
  'commitment-statements': loader(commitmentStatementInput, statements.save),
  plans: loader(planInput, plans.save),
  actions: loader(actionInput, plans.saveActions),
  milestones: loader(milestoneInput, milestones.save),
  'action-statuses': loader(actionStatusInput, actionStatuses.save),
  'plan-versions': loader(planVersionInput, versions.save),
  indicators: loader(indicatorInput, indicators.save),
  observations: loader(observationInput, indicators.saveObservations),
  meetings: loader(meetingInput, meetings.save),
  'agenda-items': loader(agendaItemInput, agenda.save),
  decisions: loader(decisionInput, decisions.save),
  'action-points': loader(actionPointInput, actionPoints.save),
  quotations: loader(quotationInput, bulletins.saveQuotations),
  pictures: loader(pictureInput, bulletins.savePictures),
  editions: loader(editionInput, bulletins.saveEditions),
};

/** What loading did. `kept` lists fields a person had edited, which the pack left alone. */
export type Loaded = {
  pack: string;
  version: string;
  created: number;
  changed: number;
  unchanged: number;
  kept: string[];
};

/**
 * Loads a pack in the caller's transaction: all of it or nothing. The same pack again changes nothing.
 * Throws BrokenPack with file, line and field of everything that is wrong.
 */
export async function loadPack(tx: Tx, pack: Pack): Promise<Loaded> {
  const { name, version } = pack.manifest;
  const loaded: Loaded = { pack: name, version, created: 0, changed: 0, unchanged: 0, kept: [] };
  const standing = await loadedPacks(tx);
  if (standing.get(name)?.digest === pack.digest) return loaded;

  const problems: PackProblem[] = pack.manifest.depends
    .filter((needed) => !standing.has(needed))
    .map((needed) => ({
      file: 'pack.yaml',
      line: 1,
      field: 'depends',
      message: `the pack ${needed} is not loaded`,
    }));
  const ready = pack.files.map((unread) => {
    const file = { ...unread, rows: unread.rows() };
    return { file, ...loaders[file.kind](file, problems) };
  });
  for (const { file, refs } of ready) problems.push(...repeated(file, refs));
  if (problems.length) throw new BrokenPack(name, problems);

  for (const { file, save } of ready) count(loaded, file, await saveOrExplain(tx, name, file, save));
  await tx.db
    .insertInto('packs')
    .values({ name, version, digest: pack.digest, loaded_at: tx.now })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ version, digest: pack.digest, loaded_at: tx.now }),
    )
    .execute();
  return loaded;
}

function repeated(file: ReadFile, refs: string[]): PackProblem[] {
  const seen = new Set<string>();
  return refs.flatMap((ref, index) => {
    if (!seen.has(ref)) {
      seen.add(ref);
      return [];
    }
    const row = file.rows[index];
    return [
      { file: file.file, line: row?.lineOf('ref') ?? 1, field: 'ref', message: `${ref} is there twice` },
    ];
  });
}

async function saveOrExplain(tx: Tx, pack: string, file: ReadFile, save: Ready['save']): Promise<Saved[]> {
  try {
    return await save(tx);
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code !== 'record.unknown_reference') throw error;
    const ref = String(error.values['ref']);
    const row = file.rows.find(({ value }) => JSON.stringify(value).includes(`"${ref}`));
    const message = `there is no ${String(error.values['kind'])} record ${ref}`;
    throw new BrokenPack(pack, [{ file: file.file, line: row?.line ?? 1, field: ref, message }]);
  }
}

function count(loaded: Loaded, file: ReadFile, saved: readonly Saved[]): void {
  for (const { outcome, ref, kept } of saved) {
    loaded[outcome] += 1;
    for (const field of kept) loaded.kept.push(`${file.kind}/${ref} ${field}`);
  }
}
