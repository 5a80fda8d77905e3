import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/test/free-port.mjs';
import { tethered } from '../../scripts/test/tethered.mjs';
import { journeySecret } from './sign-in.ts';

/** A running product: where it answers, and the link by which its first administrator opens an account. */
export type Product = {
  origin: string;
  invitation: string;
  output: () => string;
  stop: () => Promise<void>;
};

type How = {
  /** Language of the first administrator, first@administrator.example. */
  lang: 'en' | 'bn';
  /** Settings besides address, folder and secret. */
  settings?: Record<string, string>;
  /** What happens to the embedded database in this folder before the product starts. */
  prepare?: (folder: string) => Promise<void>;
};

/** Starts the built product on a free port with an empty data folder, which is deleted when it is stopped. */
export async function startProduct({ lang, settings = {}, prepare }: How): Promise<Product> {
  const port = await freePort();
  // Passkeys belong to a host name; an address in figures is none.
  const origin = `http://localhost:${String(port)}`;
  const scrap = mkdtempSync(join(tmpdir(), 'setu-journeys-'));
  const folder = join(scrap, 'data');
  const own = {
    ORIGIN: origin,
    DATA_DIR: folder,
    SECRET: journeySecret,
    DATABASE_URL: undefined,
    ...settings,
  };
  const invited = spawnSync(
    process.execPath,
    ['src/cli/main.ts', 'admin', 'invite', 'first@administrator.example', '--lang', lang, '--name', 'Rahima'],
    { encoding: 'utf8', env: { ...process.env, ...own } },
  );
  if (invited.status !== 0) throw new Error(`setu admin invite failed: ${invited.stderr}`);
  await prepare?.(folder);
  const server = await tethered([process.execPath, 'server.ts'], {
    scrap,
    endWith: 'TERM',
    patience: 180_000,
    isReady: (output) => output.includes(origin),
    env: { HOST: '127.0.0.1', PORT: String(port), ...own, NODE_ENV: undefined },
  });
  return { origin, invitation: invited.stdout.trim(), output: server.output, stop: server.stop };
}
