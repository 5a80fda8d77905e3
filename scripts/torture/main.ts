/** `npm run torture -- kill 100`, `… powercut 40` or `… backup 20`. Exit code 0: nothing acknowledged was lost. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { postgresPrograms, startPostgres } from '../test/postgres.mjs';
import { backupRounds } from './backup.ts';
import { killRounds } from './kill.ts';
import { powerCuts } from './power-cuts.ts';

const tortures = {
  backup: { run: backupOnAll, rounds: 20 },
  kill: { run: killRounds, rounds: 100 },
  powercut: { run: powerCuts, rounds: 40 },
};

/** Across both engines where a server is installed. */
async function backupOnAll(folder: string, rounds: number, say: (line: string) => void) {
  const programs = postgresPrograms();
  if (!programs) say('no PostgreSQL server here: the embedded database only');
  const server = programs ? await startPostgres(programs) : undefined;
  return backupRounds(folder, rounds, say, server?.url).finally(() => server?.stop());
}

const [name = '', count] = process.argv.slice(2);
const torture = Object.hasOwn(tortures, name) ? tortures[name as keyof typeof tortures] : undefined;
if (!torture) {
  process.stderr.write(`Usage: npm run torture -- ${Object.keys(tortures).join('|')} [rounds]\n`);
  process.exit(2);
}
const folder = fs.mkdtempSync(path.join(os.tmpdir(), `setu-torture-${name}-`));
const report = await torture.run(folder, Number(count ?? torture.rounds), (line) =>
  process.stdout.write(`${line}\n`),
);
process.stdout.write(`${JSON.stringify(report)}\n`);
if (report.failures.length === 0) fs.rmSync(folder, { recursive: true });
process.exit(report.failures.length ? 1 : 0);
