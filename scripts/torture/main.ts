/** `npm run torture -- kill 100` or `npm run torture -- powercut 40`. Exit code 0: nothing acknowledged was lost. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { killRounds } from './kill.ts';
import { powerCuts } from './power-cuts.ts';

const tortures = { kill: { run: killRounds, rounds: 100 }, powercut: { run: powerCuts, rounds: 40 } };

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
