import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { openEmbedded } from '../../src/lib/server/db/embedded-engine.ts';
import { recordBelow, type Operation } from './recorder.ts';

export type PowerReport = { cuts: number; operations: number; syncs: number; failures: string[] };

const commits = 160;

/**
 * Simulates power failures: records every file operation of a writing database, then rebuilds the folder as a disk
 * may hold it after the power fails at some moment (what was synced is there; every other write is there or not,
 * by chance; names, sizes and renames are kept), opens it and looks for every acknowledged commit.
 */
export async function powerCuts(
  folder: string,
  cuts: number,
  say: (line: string) => void,
): Promise<PowerReport> {
  const [live, base, cut] = ['live', 'base', 'cut'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  await prepare(live);
  fs.cpSync(live, base, { recursive: true });
  const operations = await record(live);
  const report: PowerReport = {
    cuts,
    operations: operations.length,
    syncs: operations.filter(({ is }) => is === 'sync').length,
    failures: [],
  };
  for (let number = 1; number <= cuts; number++) {
    const moment = 50 + Math.floor(Math.random() * (operations.length - 50));
    fs.rmSync(cut, { recursive: true, force: true });
    fs.cpSync(base, cut, { recursive: true });
    const acknowledged = rebuild(cut, operations.slice(0, moment));
    const faults = inspect(cut, acknowledged);
    for (const fault of faults)
      report.failures.push(`cut ${String(number)} after operation ${String(moment)}: ${fault}`);
    say(
      `cut ${String(number)}: ${String(acknowledged)} commits acknowledged, ${faults.join('; ') || 'everything there'}`,
    );
  }
  return report;
}

async function prepare(live: string): Promise<void> {
  const { database, close } = await openEmbedded(live);
  await database.exec(`create table ledger (number int primary key, bundle text, content text, digest text);
    create index ledger_bundle on ledger (bundle, number);
    create table total (count int); insert into total values (0)`);
  await close();
}

/** Writes transactions of differing size with a checkpoint now and then, from the opening on. */
async function record(live: string): Promise<Operation[]> {
  const { operations, restore } = recordBelow(live);
  const { database } = await openEmbedded(live);
  let number = 0;
  for (let commit = 0; commit < commits; commit++) {
    const rows = 1 + (commit % 3) + (commit % 40 === 0 ? 150 : 0);
    await database.transaction(async (tx) => {
      for (let row = 0; row < rows; row++) {
        number += 1;
        const content = 'p'.repeat(30 + ((number * 37) % 300));
        await tx.query('insert into ledger values ($1, $2, $3, md5($3))', [
          number,
          `b${String(number % 50)}`,
          content,
        ]);
      }
      await tx.query('update total set count = count + $1', [rows]);
    });
    operations.push({ is: 'acknowledge', number });
    if (commit % 60 === 59) await database.exec('checkpoint');
  }
  restore();
  return operations;
}

/** Plays the operations into a folder as a disk without power may have kept them. Returns the last acknowledged row. */
function rebuild(folder: string, operations: readonly Operation[]): number {
  const lastSync = new Map<string, number>();
  operations.forEach((operation, index) => {
    if (operation.is === 'sync') lastSync.set(operation.file, index);
    if (operation.is === 'rename') lastSync.set(operation.to, lastSync.get(operation.file) ?? -1);
  });
  let acknowledged = 0;
  operations.forEach((operation, index) => {
    if (operation.is === 'acknowledge') acknowledged = operation.number;
    else {
      const isKept = index < (lastSync.get(operation.file) ?? -1) || Math.random() < 0.5;
      play(folder, operation, isKept);
    }
  });
  return acknowledged;
}

const plain: Record<'create' | 'remove' | 'folder' | 'remove-folder' | 'sync', (file: string) => void> = {
  create: (file) => fs.closeSync(fs.openSync(file, 'a')),
  remove: fs.unlinkSync,
  folder: (file) => {
    fs.mkdirSync(file);
  },
  'remove-folder': fs.rmdirSync,
  sync: () => undefined,
};

function play(folder: string, operation: Exclude<Operation, { is: 'acknowledge' }>, isKept: boolean): void {
  const file = path.join(folder, operation.file);
  try {
    if (operation.is === 'write') writeInto(file, operation, isKept);
    else if (operation.is === 'truncate') fs.truncateSync(file, operation.length);
    else if (operation.is === 'rename') fs.renameSync(file, path.join(folder, operation.to));
    else plain[operation.is](file);
  } catch (error) {
    // A file may be gone or there already, because an operation before was lost.
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!['ENOENT', 'EEXIST', 'EISDIR', 'ENOTEMPTY'].includes(code)) throw error;
  }
}

/** A lost write still leaves the file as long as it was. */
function writeInto(file: string, write: { at: number; bytes: Uint8Array }, isKept: boolean): void {
  const end = write.at + write.bytes.length;
  if (isKept) {
    const handle = fs.openSync(file, 'r+');
    fs.writeSync(handle, write.bytes, 0, write.bytes.length, write.at);
    fs.closeSync(handle);
  } else if (fs.statSync(file).size < end) fs.truncateSync(file, end);
}

function inspect(folder: string, acknowledged: number): string[] {
  const inspector = path.join(import.meta.dirname, 'inspector.ts');
  const flags = ['--disable-warning=ExperimentalWarning', inspector, folder, String(acknowledged)];
  const child = spawnSync(process.execPath, flags, { encoding: 'utf8' });
  if (child.status !== 0) return [`does not open: ${child.stderr.slice(0, 300)}`];
  return JSON.parse(child.stdout) as string[];
}
