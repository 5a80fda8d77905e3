import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { check, startWriter, type Place } from './victim.ts';

/** What a series of kills showed. `failures` is empty when every acknowledged write was there every time. */
export type KillReport = {
  rounds: number;
  killedWhile: Record<string, number>;
  acknowledged: number;
  failures: string[];
};

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
  const writer = startWriter(place);
  const isEarly = round % 3 === 0;
  if (isEarly) await wait(Math.random() * 4000);
  else {
    await writer.untilWriting();
    await wait(Math.random() * 1200);
  }
  return writer.kill();
}
