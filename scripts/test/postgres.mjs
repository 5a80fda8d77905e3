// @ts-check
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { run } from '../setup/run.mjs';
import { SetupError } from '../setup/project.mjs';
import { freePort } from './free-port.mjs';
import { tethered } from './tethered.mjs';

const oldestMajor = 15;

/** The programs of the newest PostgreSQL server here that is new enough, or undefined. */
export function postgresPrograms() {
  const folders = [...debianFolders(), ...foldersOnPath()];
  const found = folders.map((folder) => ({ folder, major: majorOf(folder) }));
  found.sort((a, b) => b.major - a.major);
  return found.find(({ major }) => major >= oldestMajor)?.folder;
}

function debianFolders() {
  const base = '/usr/lib/postgresql';
  return existsSync(base) ? readdirSync(base).map((version) => join(base, version, 'bin')) : [];
}

/** pg_ctl on the PATH may be a link to a folder that also holds initdb and postgres. */
function foldersOnPath() {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'pg_ctl'))
    .filter((file) => existsSync(file))
    .map((file) => dirname(realpathSync(file)));
}

/** @param {string} folder */
function majorOf(folder) {
  if (!existsSync(join(folder, 'initdb')) || !existsSync(join(folder, 'postgres'))) return 0;
  const version = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/(\d+)/u.exec(version)?.[1] ?? 0);
}

/** PostgreSQL refuses to run as root; then it runs as the user its package made, or as nobody. */
function serverUser() {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account =
    accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!account)
    throw new SetupError('PostgreSQL does not run as root and there is no other user: run as somebody else.');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/**
 * Starts a PostgreSQL server with an empty database, for this run only: loopback and trust, nothing written for good.
 * @param {string} programs folder of initdb and postgres
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startPostgres(programs) {
  const scrap = mkdtempSync(join(tmpdir(), 'setu-postgres-'));
  const user = serverUser();
  if (user) chownSync(scrap, user.uid, user.gid);
  chmodSync(scrap, 0o700);
  try {
    await createCluster(programs, scrap, user);
    const port = await freePort();
    const { stop } = await tethered(
      [join(programs, 'postgres'), '-D', join(scrap, 'data'), ...settings({ port, scrap })],
      {
        scrap,
        user,
        endWith: 'INT',
        patience: 60_000,
        isReady: (output) => output.includes('ready to accept'),
      },
    );
    return { url: `postgres://setu@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    rmSync(scrap, { recursive: true, force: true });
    throw error;
  }
}

/** @param {{ port: number, scrap: string }} where */
function settings({ port, scrap }) {
  return Object.entries({
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: scrap,
    max_connections: 200,
    lc_messages: 'C',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * @param {string} programs
 * @param {string} scrap
 * @param {{ uid: number, gid: number } | undefined} user
 */
async function createCluster(programs, scrap, user) {
  const options = ['--username=setu', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
  const initdb = join(programs, 'initdb');
  const { code, output } = await run(initdb, ['-D', join(scrap, 'data'), ...options], { cwd: scrap, user });
  if (code !== 0) throw new SetupError(`A PostgreSQL server for the tests could not be made:\n${output}`);
}
