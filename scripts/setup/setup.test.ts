import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { dependenciesAreCurrent, installFailure } from './dependencies.mjs';
import { filesBelow, fingerprint } from './project.mjs';
import { systemPath } from './run.mjs';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'setu-set-up-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

const a = { version: '1.0.0', integrity: 'sha512-a' };

/** A checkout whose lock file wants `a`, and `b` on the platforms `os`, and where npm says `installed` is there. */
function checkout(installed?: object, os = ['other']): string {
  const b = { version: '1.0.0', optional: true, os, cpu: [process.arch] };
  const wanted = { '': { name: 'setu' }, 'node_modules/a': a, 'node_modules/b': b };
  const base = folder();
  mkdirSync(join(base, 'node_modules'));
  writeFileSync(join(base, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  if (installed) {
    const record = JSON.stringify({ packages: installed });
    writeFileSync(join(base, 'node_modules', '.package-lock.json'), record);
  }
  return base;
}

it.each([
  ['nothing is installed', undefined, false],
  ['all that this machine needs is installed', { 'node_modules/a': a }, true],
  ['a package is missing', {}, false],
  ['the optional package for this machine is missing', { 'node_modules/a': a }, false, [process.platform]],
  ['a package has another version', { 'node_modules/a': { ...a, version: '1.0.1' } }, false],
  ['a package has other content', { 'node_modules/a': { ...a, integrity: 'sha512-b' } }, false],
])('packages when %s', (_when, installed, current, os: string[] = ['other']) => {
  expect(dependenciesAreCurrent(checkout(installed, os))).toBe(current);
});

it('a lock file that changed makes the packages stale', () => {
  const base = checkout({ 'node_modules/a': a });
  expect(dependenciesAreCurrent(base)).toBe(true);
  const changed = { 'node_modules/a': a, 'node_modules/c': a };
  writeFileSync(join(base, 'package-lock.json'), JSON.stringify({ packages: changed }));
  expect(dependenciesAreCurrent(base)).toBe(false);
});

it.each([
  ['npm error code EAI_AGAIN\nrequest to the registry failed', /did not reach its registry/u],
  ['npm error code ENOSPC\nnospc ENOSPC: no space left on device, write', /disk is full/u],
  ['npm error code EROFS\nrofs read-only file system', /cannot be written to/u],
  ['npm error code EUSAGE\n`npm ci` can only install packages when', /package-lock\.json disagree/u],
  ['npm error something new', /npm says:\nnpm error something new/u],
])('a failed installation is explained: %s', (output, sentence) => {
  expect(installFailure(output)).toMatch(sentence);
});

it('a fingerprint follows names and contents, not dates', () => {
  const base = folder();
  mkdirSync(join(base, 'src'));
  writeFileSync(join(base, 'src', 'a.ts'), 'one');
  const before = fingerprint(base, filesBelow(base, 'src'));
  writeFileSync(join(base, 'src', 'a.ts'), 'one');
  expect(fingerprint(base, filesBelow(base, 'src'))).toBe(before);
  writeFileSync(join(base, 'src', 'a.ts'), 'two');
  expect(fingerprint(base, filesBelow(base, 'src'))).not.toBe(before);
});

it('the path of the system leaves out what npm puts in front', () => {
  const before = process.env.PATH;
  onTestFinished(() => void (process.env.PATH = before));
  process.env.PATH = ['/project/node_modules/.bin', '/npm/node-gyp-bin', '/usr/bin'].join(':');
  expect(systemPath()).toBe('/usr/bin');
});
