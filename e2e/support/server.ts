import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from '../../scripts/test/free-port.mjs';
import { journeySecret } from './sign-in.ts';
import { tethered } from '../../scripts/test/tethered.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the product under test answers: "http://localhost:40123". */
    origin: string;
    /** The link by which the first administrator opens an account, as the command line printed it. */
    invitation: string;
  }
}

const logFolder = 'test-results';

/**
 * Starts the built product on a free port with an empty data folder, before all journeys.
 * @returns what stops it and deletes the folder; what it printed is then in test-results/server.log
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const port = await freePort();
  // Passkeys belong to a host name; an address in figures is none.
  const origin = `http://localhost:${String(port)}`;
  const scrap = mkdtempSync(join(tmpdir(), 'setu-journeys-'));
  const own = {
    ORIGIN: origin,
    DATA_DIR: join(scrap, 'data'),
    SECRET: journeySecret,
    DATABASE_URL: undefined,
  };
  const invited = spawnSync(
    process.execPath,
    ['src/cli/main.ts', 'admin', 'invite', 'first@administrator.example', '--lang', 'bn', '--name', 'Rahima'],
    { encoding: 'utf8', env: { ...process.env, ...own } },
  );
  if (invited.status !== 0) throw new Error(`setu admin invite failed: ${invited.stderr}`);
  project.provide('invitation', invited.stdout.trim());
  const server = await tethered([process.execPath, 'server.ts'], {
    scrap,
    endWith: 'TERM',
    patience: 180_000,
    isReady: (output) => output.includes(origin),
    env: {
      HOST: '127.0.0.1',
      PORT: String(port),
      ...own,
      NODE_ENV: undefined,
    },
  });
  project.provide('origin', origin);
  return async () => {
    await server.stop();
    mkdirSync(logFolder, { recursive: true });
    writeFileSync(join(logFolder, 'server.log'), server.output());
  };
}
