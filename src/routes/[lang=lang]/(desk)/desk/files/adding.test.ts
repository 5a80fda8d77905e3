import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as stored from '#features/files/stored/server/queries.ts';
import {
  formWith,
  openFilesWorld,
  roles,
  run,
  type Ended,
  type Role,
} from '#features/portal/server/testing.ts';
import { docxOf, pdf, zipOf } from '#lib/server/files/testing.ts';
import { actions as adding, load as loadNew } from './new/+page.server.ts';

type World = Awaited<ReturnType<typeof openFilesWorld>>;
let world: World;
beforeAll(async () => {
  world = await openFilesWorld();
}, 90_000);
afterAll(() => world.close());

type Fields = Record<string, string | File>;
const add = (role: Role, fields: Fields) => run(world, role, adding.default, { request: formWith(fields) });
const fileOf = (content: Buffer | string, name = 'report.pdf') => new File([content as BlobPart], name);
const fresh = () => pdf(randomBytes(8).toString('hex'));
const codes = ({ data }: Ended) => data?.wrong.map(({ field, code }) => `${field} ${code}`);
const filesOf = (evidence: string) => world.asSecretariat((tx) => stored.listOf(tx, evidence));
const halves = () => fs.readdirSync(path.join(world.folder, 'uploads'));

describe('adding a file through the form', () => {
  test('puts it beside its evidence, with the hash of what was sent', async () => {
    const bytes = fresh();
    const sent = await add('secretariat', {
      evidence: 'open',
      visibility: 'network',
      file: fileOf(bytes, '../A <b>.exe'),
    });
    expect(sent).toMatchObject({ status: 303, location: '/en/evidence/open#files' });
    const [file] = (await filesOf('open')).slice(-1);
    expect(file).toMatchObject({
      name: 'A b.exe.pdf',
      size: bytes.length,
      by: 'secretariat',
      visibility: 'network',
    });
    expect(await world.store.get(file?.hash ?? '')).toEqual(new Uint8Array(bytes));
    expect(halves()).toEqual([]);
  });

  /** Who may add: the secretariat everywhere; who runs a group, to the group's evidence. */
  const may = (role: Role, evidence: string) =>
    role === 'secretariat' || (role === 'runner' && evidence !== 'open');
  test.each(['public', ...roles] as const)('%s may exactly where their duties lie', async (role) => {
    for (const evidence of ['open', 'labour', 'closed']) {
      const { status, data } = await add(role, { evidence, visibility: 'network', file: fileOf(fresh()) });
      const isIn = status === 303;
      expect([evidence, isIn]).toEqual([evidence, may(role, evidence)]);
      if (data?.upload) await world.intake.parts.drop(data.upload);
    }
  });

  test('begins new evidence, for the group one runs and for no other', async () => {
    const fields = { title: 'Minutes', visibility: 'body' };
    expect(await add('runner', { ...fields, body: 'labour', file: fileOf(fresh()) })).toMatchObject({
      status: 303,
    });
    for (const body of ['climate', '', 'nowhere']) {
      const { status, data } = await add('runner', { ...fields, body, file: fileOf(fresh()) });
      expect([body, status]).toEqual([body, 422]);
      if (data?.upload) await world.intake.parts.drop(data.upload);
    }
    const { status } = await add('secretariat', {
      title: 'Letter',
      visibility: 'public',
      file: fileOf(fresh()),
    });
    expect(status).toBe(303);
  });

  test('nobody gives a file to fewer or more people than they may', async () => {
    const { status, data } = await add('runner', {
      evidence: 'labour',
      visibility: 'secretariat',
      file: fileOf(fresh()),
    });
    expect([status, data?.wrong[0]?.code]).toEqual([422, 'record.refused']);
    await world.intake.parts.drop(data?.upload ?? '');
    await add('runner', { evidence: 'closed', visibility: 'public', file: fileOf(fresh()) });
    const open = (await filesOf('closed')).find(({ visibility }) => visibility === 'public');
    expect([open?.isPublic, open?.reached.reach]).toEqual([false, 'body']);
  });

  test.each([
    ['a page called report.pdf', '<html><script>alert(1)</script>', 'files.type_refused'],
    ['a drawing called chart.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'files.type_refused'],
    ['macros', docxOf([{ name: 'word/vbaProject.bin' }]), 'files.active'],
    ['a bomb', docxOf([{ name: 'word/a.xml', content: Buffer.alloc(9e6), claims: 9 }]), 'files.bomb'],
    ['an archive', zipOf([{ name: 'a' }]), 'files.type_refused'],
    ['nothing', '', 'files.empty'],
  ])('%s is refused in words and leaves nothing behind', async (_what, content, code) => {
    const before = await filesOf('open');
    const ended = await add('secretariat', { evidence: 'open', visibility: 'public', file: fileOf(content) });
    expect([ended.status, codes(ended)]).toEqual([422, [`file ${code}`]]);
    expect(await filesOf('open')).toEqual(before);
    expect(halves()).toEqual([]);
  });

  test('a form without a file, without a choice, with a field of the wrong kind', async () => {
    expect(codes(await add('secretariat', { evidence: 'open', visibility: 'public' }))).toEqual([
      'file files.missing',
    ]);
    const odd = await add('secretariat', { evidence: fileOf('x'), visibility: 'everybody', file: 'words' });
    expect(codes(odd)).toContain('visibility files.visibility_missing');
    const guess = await add('secretariat', {
      evidence: 'open',
      visibility: 'public',
      upload: '../../secret',
    });
    expect(codes(guess)).toEqual(['file files.upload_gone']);
  });

  test('what was sent need not be sent again when another field was wrong', async () => {
    const bytes = fresh();
    const first = await add('secretariat', { title: '', visibility: 'public', file: fileOf(bytes) });
    expect(codes(first)).toEqual(['title files.title_missing']);
    const upload = first.data?.upload ?? '';
    const second = await add('secretariat', { title: 'Letter', visibility: 'public', upload });
    expect(second.status).toBe(303);
    expect(halves()).toEqual([]);
  });

  test('two who send the same at the same moment have it once; for other evidence it is there too', async () => {
    const bytes = fresh();
    const both = await Promise.all(
      [1, 2].map(() => add('secretariat', { evidence: 'open', visibility: 'public', file: fileOf(bytes) })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(codes(both.find(({ status }) => status === 422) ?? {})).toEqual(['file files.already_there']);
    const other = await add('secretariat', { evidence: 'labour', visibility: 'public', file: fileOf(bytes) });
    expect(other.status).toBe(303);
    for (const { data } of both) if (data?.upload) await world.intake.parts.drop(data.upload);
  });

  test('the page itself is for those who may add', async () => {
    const seen = async (role: Role, query = '') => {
      const ended = await run(world, role, loadNew, {
        request: new Request(`http://setu.example/en/desk/files/new${query}`),
      });
      return ended.status ?? 200;
    };
    expect([await seen('secretariat'), await seen('runner'), await seen('outsider')]).toEqual([
      200, 200, 200,
    ]);
    for (const role of ['public', 'member', 'officer', 'auditor', 'administrator'] as const)
      expect(await seen(role)).toBe(403);
    expect([await seen('runner', '?evidence=labour'), await seen('runner', '?evidence=open')]).toEqual([
      200, 403,
    ]);
    expect(await seen('outsider', '?evidence=closed')).toBe(404);
  });
});
