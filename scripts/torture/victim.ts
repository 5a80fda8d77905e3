import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Where the victim writes: a folder, or the database of a server; and where it says what was committed. */
export type Place = { data: string; acknowledgements: string; url: string };

/** Starts the process that writes until it is killed. */
export function startWriter(place: Place) {
  const writer = start('writer.ts', place);
  let phase = 'starting';
  writer.stdout?.on('data', (chunk: Buffer) => (phase = chunk.toString().trim().split('\n').at(-1) ?? phase));
  let said = '';
  writer.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const gone = once(writer, 'exit');
  return {
    untilWriting: () => Promise.race([until(() => phase === 'writing'), gone]),
    /** Returns what the writer was doing. Throws when it had ended by itself. */
    kill: async (): Promise<string> => {
      if (writer.exitCode !== null) throw new Error(`the writer ended by itself while ${phase}: ${said}`);
      writer.kill('SIGKILL');
      await gone;
      return phase;
    },
  };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(5);
}

/** Looks at what a killed writer left behind, in another process. */
export async function check(place: Place): Promise<{ acknowledged: number; faults: string[] }> {
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
  return startScript(file, [data, acknowledgements, url]);
}

export function startScript(file: string, args: string[]): ChildProcess {
  const script = path.join(import.meta.dirname, file);
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
