import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What a series of kills showed. `failures` is empty when every acknowledged write was there every time. */
export type KillReport = {
  rounds: number;
  killedWhile: Record<string, number>;
  acknowledged: number;
  failures: string[];
};

/** Where the victim writes: a folder, or the database of a server; and where it says what was committed. */
type Place = { data: string; acknowledgements: string; url: string };

const here = import.meta.dirname;

/**
 * Kills a writing process with SIGKILL at a random moment, again and again, on the same database, and checks
 * after each kill that what was acknowledged is there, whole, with its history, and that no page is damaged.
 * With `url` the database is a server's, which lives on; only the writer is killed.
 * A third of the kills hit the opening, the migrations or the loading of packs; every tenth round starts afresh.
 */
export async function killRounds(
  folder: string,
  rounds: number,
  say: (line: string) => void,
  url?: string,
): Promise<KillReport> {
  const data = path.join(folder, 'data');
  const acknowledgements = path.join(folder, 'acknowledged');
  const place: Place = { data, acknowledgements, url: url ?? '' };
  const report: KillReport = { rounds, killedWhile: {}, acknowledged: 0, failures: [] };
  for (let round = 1; round <= rounds; round++) {
    if (round % 10 === 1 && !url)
      for (const each of [data, acknowledgements]) fs.rmSync(each, { recursive: true, force: true });
    const phase = await killOnce(place, round);
    report.killedWhile[phase] = (report.killedWhile[phase] ?? 0) + 1;
    const found = await check(place);
    report.acknowledged += found.acknowledged;
    for (const fault of found.faults)
      report.failures.push(`round ${String(round)}, killed while ${phase}: ${fault}`);
    say(`round ${String(round)}: killed while ${phase}, ${found.faults.join('; ') || 'everything there'}`);
  }
  return report;
}

async function killOnce(place: Place, round: number): Promise<string> {
  const writer = start('writer.ts', place);
  let phase = 'starting';
  writer.stdout?.on('data', (chunk: Buffer) => (phase = chunk.toString().trim().split('\n').at(-1) ?? phase));
  let said = '';
  writer.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const gone = once(writer, 'exit');
  const isEarly = round % 3 === 0;
  if (isEarly) await wait(Math.random() * 4000);
  else {
    await Promise.race([until(() => phase === 'writing'), gone]);
    await wait(Math.random() * 1200);
  }
  if (writer.exitCode !== null) throw new Error(`the writer ended by itself while ${phase}: ${said}`);
  writer.kill('SIGKILL');
  await gone;
  return phase;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(5);
}

async function check(place: Place): Promise<{ acknowledged: number; faults: string[] }> {
  const checker = start('checker.ts', place);
  let out = '';
  let said = '';
  checker.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  checker.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(checker, 'close')) as [number | null];
  if (code !== 0) return { acknowledged: 0, faults: [`does not open: ${said.slice(0, 500)}`] };
  return JSON.parse(out) as { acknowledged: number; faults: string[] };
}

function start(file: string, { data, acknowledgements, url }: Place): ChildProcess {
  const args = [data, acknowledgements, url];
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(here, file), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
