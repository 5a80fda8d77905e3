import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as stored from '#features/files/stored/server/commands.ts';
import {
  evidences,
  openFilesWorld,
  roles,
  run,
  storeFile,
  type Role,
} from '#features/portal/server/testing.ts';
import { visibilities, type Visibility } from '#lib/record.ts';
import { testNow } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { sealedQuery, sealOf } from '#lib/server/files/seal.ts';
import { pdf } from '#lib/server/files/testing.ts';
import { GET } from './+server.ts';

type World = Awaited<ReturnType<typeof openFilesWorld>>;
type Evidence = keyof typeof evidences;
let world: World;
/** References by evidence and visibility. */
const refs = new Map<string, string>();
const content = (evidence: Evidence, visibility: Visibility) => pdf(`${evidence} ${visibility}`);
const everybody: readonly Role[] = ['public', ...roles];
const cases = (Object.keys(evidences) as Evidence[]).flatMap((evidence) =>
  visibilities
    .filter((visibility) => visibility !== 'body' || evidences[evidence].body)
    .map((visibility) => ({ evidence, visibility })),
);

beforeAll(async () => {
  world = await openFilesWorld();
  for (const { evidence, visibility } of cases) {
    refs.set(
      `${evidence} ${visibility}`,
      await storeFile(world, evidence, visibility, content(evidence, visibility)),
    );
  }
}, 90_000);
afterAll(() => world.close());

/** Asks for a file as somebody: the status and what came. */
async function fetched(role: Role, ref: string, query = '', headers: Record<string, string> = {}) {
  const request = new Request(`http://setu.example/en/files/x${query}`, { headers });
  const ended = await run(world, role, GET, { request, params: { ref } });
  return { status: ended.status, headers: ended.headers ?? new Headers(), text: ended.body ?? '' };
}
const refOf = (evidence: Evidence, visibility: Visibility) => refs.get(`${evidence} ${visibility}`) ?? '';

/** Who reads what, in words as an official would say it; written apart from the rule and the policies. */
function reads(role: Role, evidence: Evidence, visibility: Visibility): boolean {
  if (role === 'secretariat' || role === 'auditor') return true;
  if (visibility === 'secretariat') return false;
  const isInGroup = role === 'member' || role === 'runner';
  if (evidence === 'closed' || visibility === 'body') return isInGroup;
  if (visibility === 'network') return isInGroup || ['outsider', 'officer', 'data-steward'].includes(role);
  return true;
}

describe('file by role', () => {
  test.each(everybody)('%s gets exactly the files of the records that may be seen', async (role) => {
    for (const { evidence, visibility } of cases) {
      const { status, text } = await fetched(role, refOf(evidence, visibility));
      const may = reads(role, evidence, visibility);
      expect([evidence, visibility, status]).toEqual([evidence, visibility, may ? 200 : 404]);
      expect(text).toBe(may ? content(evidence, visibility).toString() : '');
    }
  });

  test.each(everybody)('%s with a sealed address of their own gets the same and no more', async (role) => {
    const { fileKey } = await world.as(role);
    for (const { evidence, visibility } of cases) {
      const ref = refOf(evidence, visibility);
      const hash = await world.store.put(content(evidence, visibility));
      const query = sealedQuery(fileKey, { ref, hash, account: world.accountOf(role) }, testNow);
      // Nobody is signed in where the address is opened.
      const { status } = await fetched('public', ref, query);
      // The public has no account: such an address reads what everybody reads.
      expect([evidence, visibility, status]).toEqual([
        evidence,
        visibility,
        reads(role, evidence, visibility) ? 200 : 403,
      ]);
    }
  });
});

describe('an address nobody gave', () => {
  test.each(['f-00000000000000000000', 'f-\u0000', 'open', '1', '../secret', 'e'.repeat(64)])(
    '%s leads nowhere',
    async (ref) => {
      for (const role of everybody) expect((await fetched(role, ref)).status).toBe(404);
    },
  );

  test('the hash of a file is not its address', async () => {
    const hash = await world.store.put(content('open', 'public'));
    expect((await fetched('secretariat', hash)).status).toBe(404);
  });

  test('a refusal says nothing of a file that is there', async () => {
    const there = await fetched('public', refOf('open', 'secretariat'));
    const nowhere = await fetched('public', 'f-00000000000000000000');
    expect(there).toEqual(nowhere);
  });
});

describe('a sealed address', () => {
  const sealed = async (
    change: Partial<{ ref: string; hash: string; account: string; until: number }> = {},
  ) => {
    const { fileKey } = await world.as('member');
    const ref = refOf('closed', 'body');
    const hash = await world.store.put(content('closed', 'body'));
    const until = Math.floor(testNow.getTime() / 1000) + 60;
    const own = { ref, hash, account: world.accountOf('member'), until, ...change };
    return { ...own, seal: sealOf(fileKey, own) };
  };
  const open = (
    { account, until, seal }: { account: string; until: number; seal: string },
    ref = refOf('closed', 'body'),
  ) => fetched('public', ref, `?by=${account}&until=${String(until)}&seal=${encodeURIComponent(seal)}`);

  test('opens for a minute and not a second longer', async () => {
    expect((await open(await sealed())).status).toBe(200);
    expect((await open(await sealed({ until: Math.floor(testNow.getTime() / 1000) }))).status).toBe(403);
  });

  test.each([
    ['for another file', async () => open(await sealed({ ref: refOf('open', 'network') }))],
    ['taken to another file', async () => open(await sealed(), refOf('labour', 'body'))],
    ['for other content', async () => open(await sealed({ hash: '0'.repeat(64) }))],
    [
      'for another account',
      async () => open({ ...(await sealed()), account: world.accountOf('secretariat') }),
    ],
    ['with a later end', async () => open({ ...(await sealed()), until: 9_999_999_999 })],
    ['with another seal', async () => open({ ...(await sealed()), seal: 'A'.repeat(43) })],
    ['with no seal', async () => open({ ...(await sealed()), seal: '' })],
    [
      'of somebody who may not see it',
      async () => open(await sealed({ account: world.accountOf('outsider') })),
    ],
    ['of nobody', async () => open(await sealed({ account: 'nobody-at-all' }))],
  ])('%s is refused', async (_what, opened) => {
    expect((await opened()).status).toBe(403);
  });

  test('a broken one is refused, whatever is in it', async () => {
    const ref = refOf('closed', 'body');
    for (const query of [
      '?seal=x',
      '?seal=&by=&until=',
      '?seal=x&by=a&until=-1',
      '?seal=x&by=a&until=1e400',
      '?seal=%00&by=%00&until=1',
    ]) {
      expect([query, (await fetched('public', ref, query)).status]).toEqual([query, 403]);
    }
  });

  test('stops with the account, the seat, or the record', async () => {
    const address = await sealed();
    const change = (statement: ReturnType<typeof sql>) =>
      asSystem(world.database, 'the test changes rights', (db) => statement.execute(db));
    const account = world.accountOf('member');
    await change(sql`update accounts set closed_at = ${testNow} where id = ${account}`);
    expect((await open(address)).status).toBe(403);
    await change(sql`update accounts set closed_at = null where id = ${account}`);
    await change(sql`update seats set until_on = '2024' where ref = 'seat-member'`);
    expect((await open(address)).status).toBe(403);
    await change(sql`update seats set until_on = null where ref = 'seat-member'`);
    await change(sql`update files set visibility = 'secretariat' where ref = ${address.ref}`);
    expect((await open(address)).status).toBe(403);
    await change(sql`update files set visibility = 'body' where ref = ${address.ref}`);
    expect((await open(address)).status).toBe(200);
  });
});

describe('quarantine', () => {
  test('nobody gets a file before the scanner has looked, nor after it has found something', async () => {
    const bytes = pdf('a new file');
    const hash = await world.store.put(bytes);
    const said = { hash, size: bytes.length, mediaType: 'application/pdf', name: 'new.pdf' };
    const ref = await world.asSecretariat((tx) =>
      stored.attach(tx, { ...said, evidence: 'open', visibility: 'public', isScanned: true }),
    );
    for (const role of everybody) expect((await fetched(role, ref)).status).toBe(409);
    await world.asSecretariat((tx) => stored.scanned(tx, hash, { clean: true }));
    expect((await fetched('public', ref)).text).toBe(bytes.toString());
    await world.asSecretariat((tx) => stored.scanned(tx, hash, { clean: false, finding: 'Eicar' }));
    for (const role of everybody) expect((await fetched(role, ref)).status).toBe(410);
  });
});

test('a part of a private file is no easier to get than the whole', async () => {
  const ref = refOf('closed', 'body');
  expect((await fetched('public', ref, '', { range: 'bytes=0-3' })).status).toBe(404);
  expect(await fetched('member', ref, '', { range: 'bytes=0-3' })).toMatchObject({
    status: 206,
    text: '%PDF',
  });
  const { headers } = await fetched('member', ref);
  expect(headers.get('cache-control')).toBe('private, no-store');
});
