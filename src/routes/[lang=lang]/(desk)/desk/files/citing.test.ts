import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as files from '#features/files/server/queries.ts';
import * as stored from '#features/files/stored/server/queries.ts';
import { meetingInput } from '#features/meetings/schema.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { formWith, openFilesWorld, roles, run, type Role } from '#features/portal/server/testing.ts';
import { cite } from '#lib/server/history/cite.ts';
import { pdf } from '#lib/server/files/testing.ts';
import { actions, load } from './new/+page.server.ts';

let world: Awaited<ReturnType<typeof openFilesWorld>>;
const everybody: readonly Role[] = ['public', ...roles];
const held = { labour: 'labour', climate: 'climate', none: undefined } as const;

beforeAll(async () => {
  world = await openFilesWorld();
  await world.asSecretariat((tx) =>
    meetings.save(
      tx,
      Object.entries(held).map(([ref, body]) =>
        meetingInput.parse({
          ref,
          body,
          kind: 'meeting',
          title: ref,
          from_on: '2026-05-01',
          evidence: ['open'],
        }),
      ),
    ),
  );
}, 90_000);
afterAll(() => world.close());

/** Who keeps the meeting may say what backs it: the secretariat all of them, who runs a group those of the group. */
const may = (role: Role, meeting: string) =>
  role === 'secretariat' ||
  (role === 'runner' && meeting === 'labour') ||
  (role === 'outsider' && meeting === 'climate');

/** The body a new piece of evidence is begun for: that of the meeting, or one's own. */
const own = (role: Role) => (role === 'outsider' ? 'climate' : 'labour');
const send = (role: Role, record: string) =>
  run(world, role, actions.default, {
    request: formWith({
      record,
      title: 'Attendance list',
      body: own(role),
      visibility: 'public',
      file: new File([pdf(randomBytes(8).toString('hex'))], 'list.pdf'),
    }),
  });
const cited = async (meeting: string) =>
  (await world.asSecretariat((tx) => files.citedBy(tx, 'meetings', meeting))).map(({ ref }) => ref);
const begun = async () =>
  (
    await world.asSecretariat((tx) =>
      sql<{ n: number }>`select count(*)::int as n from evidence`.execute(tx.db),
    )
  ).rows[0]?.n;

test.each(everybody)(
  '%s is offered the form, and can add evidence, exactly for the records they keep',
  async (role) => {
    for (const meeting of Object.keys(held)) {
      const { ask } = await world.as(role);
      const isOffered = await ask((tx) => stored.mayCite(tx, 'meetings', meeting));
      const request = new Request(`http://setu.example/en/desk/files/new?for=meetings/${meeting}`);
      const page = await run(world, role, load, { request });
      const before = [await cited(meeting), await begun()];
      const { status, data } = await send(role, `meetings/${meeting}`);
      expect([meeting, isOffered, page.status ?? 200, status === 303]).toEqual([
        meeting,
        may(role, meeting),
        may(role, meeting) ? 200 : 403,
        may(role, meeting),
      ]);
      // What is refused leaves no evidence behind either.
      if (!may(role, meeting)) expect([await cited(meeting), await begun()]).toEqual(before);
      if (data?.upload) await world.intake.parts.drop(data.upload);
    }
  },
);

test('the record cites the new evidence beside the old, and its history says who added it', async () => {
  const { location } = await send('runner', 'meetings/labour');
  const evidence = /evidence\/(e-[0-9a-f]+)#/u.exec(location ?? '')?.[1] ?? '';
  const all = await cited('labour');
  expect(all).toContain('open');
  expect(all).toContain(evidence);
  const history = await world.asSecretariat((tx) =>
    sql<{ actor: string; added: boolean; version: number }>`
      select actor, version, after -> 'evidence' ? ${evidence} as added from history
      where kind = 'meetings' and ref = 'labour' order by number desc limit 1`.execute(tx.db),
  );
  const standing = await world.asSecretariat((tx) =>
    sql<{ version: number }>`select version from meetings where ref = 'labour'`.execute(tx.db),
  );
  expect(history.rows).toEqual([{ actor: 'runner', added: true, ...standing.rows[0] }]);
  await world.asSecretariat((tx) => cite(tx, 'meetings', 'labour', evidence));
  expect(await cited('labour')).toEqual(all);
});

test.each(['meetings/nowhere', 'pg_class/labour', 'accounts/labour', 'meetings/../x', 'meetings'])(
  '%s is no record to add evidence for',
  async (record) => {
    const before = await begun();
    const { status, data } = await send('secretariat', record);
    expect([status, await begun()]).toEqual([422, before]);
    if (data?.upload) await world.intake.parts.drop(data.upload);
  },
);
