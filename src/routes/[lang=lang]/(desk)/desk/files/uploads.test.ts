import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as stored from '#features/files/stored/server/queries.ts';
import {
  formWith,
  openFilesWorld,
  run,
  storeFile,
  type Ended,
  type Role,
  type Route,
} from '#features/portal/server/testing.ts';
import { pdf } from '#lib/server/files/testing.ts';
import { actions as redacting, load as loadRedact } from './[ref]/redact/+page.server.ts';
import { actions as adding } from './new/+page.server.ts';
import { POST } from './uploads/+server.ts';
import { DELETE, HEAD, PATCH } from './uploads/[id]/+server.ts';

type World = Awaited<ReturnType<typeof openFilesWorld>>;
let world: World;
beforeAll(async () => {
  world = await openFilesWorld();
}, 90_000);
afterAll(() => world.close());

type Fields = Record<string, string | File>;
const add = (role: Role, fields: Fields) => run(world, role, adding.default, { request: formWith(fields) });
const redact = (role: Role, ref: string, fields: Fields) =>
  run(world, role, redacting.default, { request: formWith(fields), params: { ref } });
const fileOf = (content: Buffer | string, name = 'report.pdf') => new File([content as BlobPart], name);
const fresh = () => pdf(randomBytes(8).toString('hex'));
const codes = ({ data }: Ended) => data?.wrong.map(({ field, code }) => `${field} ${code}`);
const filesOf = (evidence: string) => world.asSecretariat((tx) => stored.listOf(tx, evidence));
const halves = () => fs.readdirSync(path.join(world.folder, 'uploads'));

describe('an upload in parts', () => {
  const at = 'http://setu.example/en/desk/files/uploads';
  const tus = { 'tus-resumable': '1.0.0' };
  type Sent = { id?: string; headers?: Record<string, string>; body?: BodyInit };
  const ask = (role: Role, route: Route, method: string, { id = '', ...sent }: Sent) =>
    run(world, role, route, { request: new Request(at, { method, ...sent }), params: { id } });
  const begin = (role: Role, size: number | string, headers: Record<string, string> = tus) =>
    ask(role, POST, 'POST', { headers: { ...headers, 'upload-length': String(size) } });
  const idOf = ({ headers }: Ended) => headers?.get('location')?.split('/').at(-1) ?? '';
  const patch = (
    role: Role,
    id: string,
    offset: number | string,
    body: Buffer,
    type = 'application/offset+octet-stream',
  ) =>
    ask(role, PATCH, 'PATCH', {
      id,
      headers: { ...tus, 'upload-offset': String(offset), 'content-type': type },
      body: new Uint8Array(body),
    });
  const look = (role: Role, id: string) => ask(role, HEAD, 'HEAD', { id });
  const remove = (role: Role, id: string) => ask(role, DELETE, 'DELETE', { id });

  test('arrives part by part and becomes a file by the form', async () => {
    const bytes = fresh();
    const id = idOf(await begin('runner', bytes.length));
    expect((await patch('runner', id, 0, bytes.subarray(0, 9))).headers?.get('upload-offset')).toBe('9');
    const early = await add('runner', { evidence: 'labour', visibility: 'body', upload: id });
    expect(codes(early)).toEqual(['file files.upload_incomplete']);
    expect((await look('runner', id)).headers?.get('upload-offset')).toBe('9');
    expect((await patch('runner', id, 9, bytes.subarray(9))).status).toBe(204);
    expect((await add('runner', { evidence: 'labour', visibility: 'body', upload: id })).status).toBe(303);
    expect((await look('runner', id)).status).toBe(404);
  });

  test('is refused to those who may add nothing, and without the protocol', async () => {
    for (const role of [
      'public',
      'member',
      'officer',
      'stranger',
      'auditor',
      'administrator',
      'data-steward',
    ] as const) {
      expect([role, (await begin(role, 10)).status]).toEqual([role, 403]);
    }
    expect((await begin('runner', 10, {})).status).toBe(412);
    for (const [size, status] of [
      ['', 422],
      ['0', 422],
      ['-1', 422],
      ['1.5', 422],
      ['1e99', 413],
      ['99999999999', 413],
    ] as const) {
      expect([size, (await begin('runner', size)).status]).toEqual([size, status]);
    }
  });

  test('of somebody else is not there: not to look at, add to, use or remove', async () => {
    const bytes = fresh();
    const id = idOf(await begin('runner', bytes.length));
    await patch('runner', id, 0, bytes);
    for (const role of ['outsider', 'secretariat'] as const) {
      expect((await look(role, id)).status).toBe(404);
      expect((await patch(role, id, bytes.length, Buffer.from('x'))).status).toBe(404);
      expect((await remove(role, id)).status).toBe(404);
    }
    const stolen = await add('secretariat', { evidence: 'open', visibility: 'public', upload: id });
    expect(codes(stolen)).toEqual(['file files.upload_gone']);
    expect((await remove('runner', id)).status).toBe(204);
    expect((await look('runner', id)).status).toBe(404);
  });

  test('goes on only where it stopped, with bytes only, and never beyond its length', async () => {
    const id = idOf(await begin('runner', 10));
    await patch('runner', id, 0, Buffer.from('01234'));
    for (const offset of [0, 4, 6, 99])
      expect((await patch('runner', id, offset, Buffer.from('x'))).status).toBe(409);
    for (const offset of ['-1', '1.5', 'x'])
      expect((await patch('runner', id, offset, Buffer.from('x'))).status).toBe(415);
    expect((await patch('runner', id, 5, Buffer.from('x'), 'text/plain')).status).toBe(415);
    expect((await patch('runner', id, 5, Buffer.from('567890'))).status).toBe(413);
    expect((await look('runner', id)).headers?.get('upload-offset')).toBe('5');
    await world.intake.parts.drop(id);
  });
});

describe('a redacted copy', () => {
  const reason = 'Names of people who did not agree';

  test('stands beside the original for everybody, who made it and why; the original is for fewer', async () => {
    const bytes = fresh();
    const original = await storeFile(world, 'open', 'public', bytes);
    const made = await redact('secretariat', original, {
      reason,
      visibility: 'secretariat',
      file: fileOf(fresh()),
    });
    expect(made).toMatchObject({ status: 303, location: '/en/evidence/open#files' });
    const seen = await world.asPublic((tx) => stored.listOf(tx, 'open'));
    expect(seen.some(({ ref }) => ref === original)).toBe(false);
    const copy = seen.find(({ redaction }) => redaction?.reason.en === reason);
    expect(copy?.redaction?.original).toBeNull();
    const known = (await filesOf('open')).find(({ ref }) => ref === copy?.ref);
    expect(known).toMatchObject({ by: 'secretariat', redaction: { original } });
    expect(copy?.by).toBeNull();
  });

  test('is made by who keeps the original, of the original, and is not the original', async () => {
    const bytes = fresh();
    const original = await storeFile(world, 'labour', 'body', bytes);
    const fields = () => ({ reason, visibility: 'body', file: fileOf(fresh()) });
    for (const role of ['public', 'member', 'officer', 'auditor', 'administrator'] as const) {
      expect([role, (await redact(role, original, fields())).status]).toEqual([role, 403]);
      const request = new Request('http://setu.example/');
      const page = await run(world, role, loadRedact, { request, params: { ref: original } });
      expect([403, 404]).toContain(page.status);
    }
    const stranger = await redact('outsider', original, fields());
    expect([stranger.status, stranger.data?.wrong[0]?.code]).toEqual([422, 'record.not_found']);
    const same = await redact('runner', original, { ...fields(), file: fileOf(bytes) });
    expect(codes(same)).toEqual(['file files.same_as_original']);
    const wider = await redact('runner', original, { ...fields(), visibility: 'network' });
    expect(codes(wider)).toEqual(['file record.refused']);
    expect(codes(await redact('runner', original, { ...fields(), reason: ' ' }))).toEqual([
      'reason files.reason_missing',
    ]);
    for (const id of halves()) await world.intake.parts.drop(id.split('.')[0] ?? '');
    expect((await redact('runner', original, fields())).status).toBe(303);
    const copy = (await filesOf('labour')).find(({ redaction }) => redaction?.original === original);
    const again = await redact('runner', copy?.ref ?? '', {
      reason,
      visibility: 'body',
      file: fileOf(fresh()),
    });
    expect(again.status).toBe(422);
  });
});
