import { describe, expect, test } from 'vitest';
import { settingsInput } from '#settings';
import { checks, daysSinceBackup, findings, type Check, type Facts } from './rules.ts';

const calm: Facts = {
  demonstrationAccounts: 0,
  withoutSecondFactor: 0,
  deadLetters: 0,
  daysSinceBackup: 0,
  spoiledFiles: 0,
  freeMegabytes: 10_000,
};
const secret = 'x'.repeat(40);
const safe = {
  ORIGIN: 'https://network.example',
  CLIENT_ADDRESS_HEADER: 'x-forwarded-for',
  SMTP_URL: 'smtp://mail.example:587',
  MAIL_FROM: 'no-reply@network.example',
  SECRET: secret,
};
const found = (settings: object, facts: Partial<Facts> = {}) =>
  findings(settingsInput.parse({ ...safe, ...settings }), { ...calm, ...facts });
const bad = (settings: object, facts: Partial<Facts> = {}) =>
  found(settings, facts)
    .filter(({ standing }) => standing !== 'good')
    .map(({ check, standing }) => `${check} ${standing}`);

describe('what is unsafe in an installation', () => {
  test('every check is made once, and a careful installation has nothing to mend', () => {
    expect(found({}).map(({ check }) => check)).toEqual([...checks]);
    expect(bad({})).toEqual([]);
  });

  test.each<[Check, object, Partial<Facts>, string]>([
    ['encrypted', { ORIGIN: 'http://network.example' }, {}, 'danger'],
    ['client-address', { CLIENT_ADDRESS_HEADER: undefined }, {}, 'gap'],
    ['demonstration', {}, { demonstrationAccounts: 6 }, 'danger'],
    ['second-factor', {}, { withoutSecondFactor: 1 }, 'danger'],
    ['secret', { SECRET: undefined, DATABASE_URL: 'postgres://db.example/setu' }, {}, 'gap'],
    ['mail', { SMTP_URL: undefined, MAIL_FROM: undefined }, {}, 'gap'],
    ['dead-letters', {}, { deadLetters: 2 }, 'gap'],
    ['backups', {}, { daysSinceBackup: null }, 'danger'],
    ['backups', {}, { daysSinceBackup: 2 }, 'danger'],
    ['files', {}, { spoiledFiles: 1 }, 'danger'],
    ['room', { KEEP_FREE_MB: 600 }, { freeMegabytes: 599 }, 'danger'],
    ['metrics', { METRICS: 'everyone' }, {}, 'gap'],
  ])('%s', (check, settings, facts, standing) => {
    expect(bad(settings, facts)).toEqual([`${check} ${standing}`]);
  });

  test('listening to a network without a proxy in front is told, and so is the open line', () => {
    expect(bad({ HOST: '0.0.0.0', ORIGIN: undefined })).toEqual(['encrypted danger', 'listening danger']);
  });

  test('on one’s own machine demonstration accounts are a remark', () => {
    expect(bad({ ORIGIN: undefined }, { demonstrationAccounts: 6 })).toEqual(['demonstration gap']);
  });

  test('no finding holds a secret', () => {
    expect(JSON.stringify(found({}))).not.toContain(secret);
  });
});

test('the age of the newest nightly backup is counted in days', () => {
  const files = [
    'setu-2026-11-23.tar.gz',
    'setu-2026-11-21.tar.gz',
    'notes.txt',
    'setu-2026-11-24.tar.gz.half',
  ];
  expect(daysSinceBackup(files, '2026-11-25')).toBe(2);
  expect(daysSinceBackup(['notes.txt'], '2026-11-25')).toBeNull();
});
