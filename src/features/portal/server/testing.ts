import path from 'node:path';
import { sql } from 'kysely';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { evidenceInput } from '#features/files/schema.ts';
import * as files from '#features/files/server/commands.ts';
import * as stored from '#features/files/stored/server/commands.ts';
import { organisationInput, organisationTypeInput, positionInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { ExpectedError } from '#lib/errors.ts';
import type { Visibility } from '#lib/record.ts';
import { accountViewer } from '#lib/server/db/account-viewer.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, publicViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import { noteKept } from '#lib/server/files/contents.ts';
import { openFolderStore } from '#lib/server/files/folder-store.ts';
import { openParts } from '#lib/server/files/parts.ts';
import { unwatched } from '#lib/server/files/store.ts';
import { makeFolder } from '#lib/server/files/testing.ts';
import { keyFor } from '#lib/server/secrets/secret.ts';

/** Two groups, somebody for each way of having rights, and a store: for tests of who gets which file. */

/** Who there is besides the public: `null` is nobody signed in. */
export const roles = [
  'member',
  'runner',
  'outsider',
  'officer',
  'stranger',
  'secretariat',
  'auditor',
  'administrator',
  'data-steward',
] as const;
export type Role = (typeof roles)[number] | 'public';

/** Evidence of three kinds: of no body; of the labour group, for everybody; of the labour group, for its members. */
export const evidences = {
  open: { visibility: 'public', body: undefined },
  labour: { visibility: 'public', body: 'labour' },
  closed: { visibility: 'body', body: 'labour' },
} as const;

const accountOf = (role: Role) => `account-of-${role}`;
const today = testNow.toISOString().slice(0, 10);

/** Opens the world. `as` gives what a route knows of a request by somebody. */
export async function openFilesWorld() {
  const world = await openTestDatabase();
  const { folder, remove } = makeFolder();
  await world.asSecretariat(buildRecords);
  await enrol(world);
  const store = openFolderStore(path.join(folder, 'files'), {
    ...unwatched,
    beforeKeeping: (hash) => noteKept(world.database, hash, testNow),
  });
  const room = { daily: 1e9, free: 0 };
  const intake = { parts: openParts(path.join(folder, 'uploads'), room), store, isScanned: false };
  const viewerOf = (role: Role): Promise<Viewer> =>
    role === 'public' ? Promise.resolve(publicViewer) : accountViewer(world.database, accountOf(role), today);
  const asking = { requestId: 'test', now: testNow };
  const as = async (role: Role) => {
    const viewer = await viewerOf(role);
    return {
      ...asking,
      viewer,
      today,
      ask: <T>(work: (tx: Tx) => Promise<T>) => asViewer(world.database, { ...asking, viewer }, work),
      askAs: async <T>(account: string, work: (tx: Tx) => Promise<T>) =>
        asViewer(
          world.database,
          { ...asking, viewer: await accountViewer(world.database, account, today) },
          work,
        ),
      files: store,
      intake,
      fileKey: keyFor('a secret of the tests, long enough', 'files'),
    };
  };
  const close = async () => {
    await world.close();
    remove();
  };
  return { ...world, as, store, intake, folder, accountOf, close };
}

async function buildRecords(tx: Tx): Promise<void> {
  const type = organisationTypeInput.parse({ ref: 'agency', name: 'Agency', sector: 'un' });
  await organisations.saveTypes(tx, [type]);
  await organisations.save(tx, [organisationInput.parse({ ref: 'iom', name: 'IOM', type: 'agency' })]);
  await people.save(
    tx,
    roles.map((ref) => personInput.parse({ ref, name: ref })),
  );
  const office = { ref: 'office', person: 'officer', organisation: 'iom', title: 'Officer' };
  await organisations.savePositions(tx, [positionInput.parse(office)]);
  await bodies.save(
    tx,
    ['labour', 'climate'].map((ref) => bodyInput.parse({ ref, kind: 'working-group', name: ref })),
  );
  const seats = [
    ['member', 'labour', 'member'],
    ['runner', 'labour', 'chair'],
    ['outsider', 'climate', 'chair'],
  ] as const;
  await bodies.saveSeats(
    tx,
    seats.map(([person, body, role]) =>
      seatInput.parse({
        ref: `seat-${person}`,
        body,
        role,
        organisation: 'iom',
        holders: [{ person, capacity: 'representative', from_on: '2023' }],
      }),
    ),
  );
  await files.save(
    tx,
    Object.entries(evidences).map(([ref, held]) => ({
      ...evidenceInput.parse({ ref, kind: 'file', title: ref, visibility: held.visibility }),
      body: held.body,
    })),
  );
}

/** An account for everybody, and their duties. */
async function enrol({ database }: TestDatabase): Promise<void> {
  await asSystem(database, 'the test makes accounts', async (db) => {
    for (const role of roles) {
      await sql`insert into accounts (id, name, email, created_at, updated_at, person_id)
        select ${accountOf(role)}, ${role}, ${`${role}@example.org`}, ${testNow}, ${testNow}, id
        from people where ref = ${role}`.execute(db);
    }
    for (const duty of ['secretariat', 'auditor', 'administrator', 'data-steward'] as const) {
      await sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
        values (${accountOf(duty)}, ${duty}, '2023-01-01', 'test', ${testNow}, 'to try it')`.execute(db);
    }
  });
}

/** Stores content as a file of evidence, as the secretariat, and gives its reference. */
export async function storeFile(
  world: Awaited<ReturnType<typeof openFilesWorld>>,
  evidence: string,
  visibility: Visibility,
  content: Buffer,
): Promise<string> {
  const hash = await world.store.put(content);
  const said = { hash, size: content.length, mediaType: 'application/pdf', name: `${visibility}.pdf` };
  return world.asSecretariat((tx) => stored.attach(tx, { ...said, evidence, visibility, isScanned: false }));
}

/** How a route ended: its answer, what its form got back, or the error it threw. */
export type Ended = {
  status?: number;
  code?: string;
  location?: string | undefined;
  headers?: Headers;
  body?: string;
  data?: { wrong: { field: string; code: string }[]; upload: string | null };
};

/** A route of any kind: each reads from the event what it needs. */
export type Route = (event: never) => unknown;
type Asked = { request: Request; params?: Record<string, string> };

/** Runs a route as somebody, and says how it ended. Unexpected errors fly. */
export async function run(
  world: Awaited<ReturnType<typeof openFilesWorld>>,
  role: Role,
  route: Route,
  { request, params = {} }: Asked,
): Promise<Ended> {
  const locals = await world.as(role);
  const event = { locals, request, url: new URL(request.url), params: { lang: 'en', ...params } };
  try {
    const result: unknown = await route(event as never);
    if (!(result instanceof Response)) return result as Ended;
    return { status: result.status, headers: result.headers, body: await result.text() };
  } catch (thrown) {
    if (thrown instanceof ExpectedError) return { status: thrown.status, code: thrown.code };
    const { status, location } = thrown as { status?: number; location?: string };
    if (status !== 303) throw thrown;
    return { status, location };
  }
}

/** A form with fields and files, as a browser sends it. */
export function formWith(fields: Record<string, string | File>): Request {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return new Request('http://setu.example/en/desk/files/new', { method: 'POST', body });
}
