import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as bodyPolicy from '#features/bodies/policy.ts';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import type { Action, Asker } from '#features/files/policy.ts';
import { meetingInput } from '#features/meetings/schema.ts';
import * as organisationPolicy from '#features/organisations/policy.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import * as personPolicy from '#features/people/policy.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { openTestDatabase, secretariat, type TestDatabase } from '#lib/server/db/testing.ts';
import { publicViewer } from '#lib/server/db/viewer.ts';
import * as meetingPolicy from './policy.ts';
import * as commands from './server/commands.ts';

/** What the policies of four rooms say, under the names the database has for their tables. */
const policies: Record<string, (viewer: Asker, action: Action, isPublic: boolean) => boolean> = {
  people: (viewer, action, isPublic) => personPolicy.may(viewer, action, { isPublic }),
  organisations: (viewer, action, isPublic) =>
    organisationPolicy.may(viewer, action, { kind: 'organisations', isPublic }),
  bodies: (viewer, action, isPublic) => bodyPolicy.may(viewer, action, { kind: 'bodies', isPublic }),
  seats: (viewer, action, isPublic) => bodyPolicy.may(viewer, action, { kind: 'seats', isPublic }),
  seat_holders: (viewer, action, isPublic) =>
    bodyPolicy.may(viewer, action, { kind: 'seat_holders', isPublic }),
  meetings: (viewer, action, isPublic) => meetingPolicy.may(viewer, action, { kind: 'meetings', isPublic }),
  meeting_people: (viewer, action, isPublic) =>
    meetingPolicy.may(viewer, action, { kind: 'meeting_people', isPublic }),
};

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 't', name: 'Type', sector: 'un' }),
    ]);
    for (const published of [true, false]) {
      const ref = published ? 'open' : 'draft';
      const person = [{ person: ref }];
      await people.save(tx, [personInput.parse({ ref, name: ref, published })]);
      await organisations.save(tx, [organisationInput.parse({ ref, name: ref, type: 't', published })]);
      await bodies.save(tx, [bodyInput.parse({ ref, name: ref, kind: 'network', published })]);
      const holders = person.map((holder) => ({ ...holder, capacity: 'representative' }));
      await bodies.saveSeats(tx, [
        seatInput.parse({ ref, body: ref, organisation: ref, role: 'member', published, holders }),
      ]);
      const speakers = person.map((speaker) => ({ ...speaker, role: 'speaker' }));
      await commands.save(tx, [
        meetingInput.parse({ ref, kind: 'visit', title: ref, from_on: '2023', published, people: speakers }),
      ]);
    }
  });
}, 60_000);
afterAll(() => world.close());

/** Tries a statement as the viewer and takes it back; true when it reached a row. */
async function reaches(viewer: Asker, statement: RawBuilder<unknown>): Promise<boolean> {
  const undone = new Error('undone');
  let reached = false;
  const attempt = async (tx: Parameters<Parameters<TestDatabase['asPublic']>[0]>[0]) => {
    const result = await statement.execute(tx.db);
    reached = result.rows.length > 0;
    throw undone;
  };
  const asked = viewer.kind === 'public' ? world.asPublic(attempt) : world.asSecretariat(attempt);
  await asked.catch((error: unknown) => {
    const isRefused = /permission denied|read-only|row-level security/u.test(String(error));
    if (error !== undone && !isRefused) throw error;
  });
  return reached;
}

const statements: Record<Action, (table: string, isPublic: boolean) => RawBuilder<unknown>> = {
  read: (table, isPublic) => sql`select 1 from ${sql.table(table)} where is_public = ${isPublic}`,
  save: (table, isPublic) =>
    sql`update ${sql.table(table)} set is_public = is_public where is_public = ${isPublic} returning 1`,
  delete: (table, isPublic) => sql`delete from ${sql.table(table)} where is_public = ${isPublic} returning 1`,
};

/** `is_public` of a record is computed and cannot be set; its version can. */
const saveRecord = (table: string, isPublic: boolean) =>
  sql`update ${sql.table(table)} set version = version where is_public = ${isPublic} returning 1`;
const ownedTables = ['seat_holders', 'meeting_people'];

describe.each(Object.keys(policies))('the policy of %s says what the database does', (table) => {
  test.each(['read', 'save', 'delete'] as const)('%s', async (action) => {
    for (const viewer of [publicViewer, secretariat]) {
      for (const isPublic of [true, false]) {
        const isRecordSaved = action === 'save' && !ownedTables.includes(table);
        const statement = isRecordSaved ? saveRecord(table, isPublic) : statements[action](table, isPublic);
        const said = policies[table]?.(viewer, action, isPublic);
        expect([viewer.kind, isPublic, await reaches(viewer, statement)]).toEqual([
          viewer.kind,
          isPublic,
          said,
        ]);
      }
    }
  });
});
