import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tethered } from './tethered.mjs';

const serve = `console.log('ready'); process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`;

function start(script: string, patience = 20_000) {
  const scrap = mkdtempSync(join(tmpdir(), 'setu-tethered-'));
  const isReady = (output: string) => output.includes('ready');
  const starting = tethered([process.execPath, '-e', script], { scrap, isReady, patience, endWith: 'TERM' });
  return { scrap, starting };
}

it('a server runs until it is stopped, and its folder goes with it', async () => {
  const { scrap, starting } = start(serve);
  const server = await starting;
  expect(server.output()).toContain('ready');
  expect(existsSync(scrap)).toBe(true);
  await server.stop();
  expect(existsSync(scrap)).toBe(false);
});

it('a server that ends at once is reported with what it said', async () => {
  const { starting } = start(`console.error('no disk'); process.exit(3);`);
  await expect(starting).rejects.toThrow(/ended with code 3.*\nno disk/u);
});

it('a server that never gets ready is given up', async () => {
  const { starting } = start(`setInterval(() => {}, 1000);`, 300);
  await expect(starting).rejects.toThrow(/was not ready in time/u);
});
