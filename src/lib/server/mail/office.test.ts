import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isDemonstration, readSettings } from '#settings';
import { postOf } from './office.ts';

const from = { MAIL_FROM: 'Secretariat <no-reply@network.example>' };
const real = { PACKS: 'sdg,gcm' };
const post = (environment: Record<string, string>) => {
  const settings = readSettings(environment);
  return postOf(settings, {
    origin: 'https://network.example',
    demonstration: isDemonstration(settings),
  });
};

test('without a mail server letters wait', () => {
  expect(post(real)).toBeNull();
});

test('a demonstration shows its letters, whatever server is set', () => {
  expect(post({ SMTP_HOST: 'mail.network.example', ...from })?.kind).toBe('shown');
});

test.each([
  ['smtp://setu:a%40b@mail.network.example', { port: 587, secure: false, requireTls: true, password: 'a@b' }],
  ['smtps://setu:x@mail.network.example', { port: 465, secure: true, requireTls: true, password: 'x' }],
  ['smtp://localhost:2525', { port: 2525, secure: false, requireTls: false, password: null }],
])('%s is understood, with TLS unless it is this machine', (SMTP_URL, expected) => {
  expect(post({ ...real, ...from, SMTP_URL })).toMatchObject({ kind: 'server', smtp: expected });
});

test('bounces go to their own address, or else to the sender', () => {
  const server = { ...real, ...from, SMTP_HOST: 'mail.network.example' };
  expect(post(server)).toMatchObject({ bounce: 'no-reply@network.example' });
  expect(post({ ...server, MAIL_BOUNCE: 'bounces@network.example' })).toMatchObject({
    bounce: 'bounces@network.example',
  });
});

test('the password may stand in a file, and no message about settings repeats a secret', () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'setu-secret-')), 'password');
  fs.writeFileSync(file, 'from the file\n');
  const server = { ...real, ...from, SMTP_HOST: 'mail.network.example', SMTP_USER: 'setu' };
  expect(post({ ...server, SMTP_PASSWORD_FILE: file })).toMatchObject({
    smtp: { password: 'from the file' },
  });
  fs.rmSync(path.dirname(file), { recursive: true });
  const wrong = () =>
    readSettings({ ...real, ...from, SMTP_URL: 'http://setu:a-secret@mail.network.example' });
  expect(wrong).toThrow(/^SMTP_URL must be/u);
  expect(wrong).not.toThrow(/a-secret/u);
});

test.each(['not an address', 'A <a@b.example>, B <b@b.example>', 'A\r\nBcc: x@y.example <a@b.example>'])(
  'a sender that is no mailbox stops the start: %j',
  (MAIL_FROM) => {
    expect(() => readSettings({ MAIL_FROM })).toThrow(/MAIL_FROM/u);
  },
);

test('a mail server without a sender stops the start', () => {
  expect(() => readSettings({ SMTP_HOST: 'mail.network.example' })).toThrow('MAIL_FROM must be set');
});
