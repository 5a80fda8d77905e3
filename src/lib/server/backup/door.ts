import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { LiveBackup } from './live.ts';
import { fileSink } from './write.ts';

/**
 * How another process of this machine asks the running one for a backup: it connects to a socket in the data folder,
 * which only the owner can enter, and gets the bytes. A backup that fails half-way ends without its manifest.
 */
function socketIn(dataDir: string): string {
  const file = path.join(path.resolve(dataDir), 'backup.sock');
  return process.platform === 'win32' ? `\\\\.\\pipe\\${file.replaceAll(/[:\\/]/gu, '-')}` : file;
}

type Door = { close: () => void };

/** Opens the door. Call it only in the process that holds the data folder: a socket left behind is replaced. */
export function openDoor(
  dataDir: string,
  backup: LiveBackup,
  { now, report }: { now: () => Date; report: (error: unknown) => void },
): Door {
  const socket = socketIn(dataDir);
  if (process.platform !== 'win32') fs.rmSync(socket, { force: true });
  const leaving = new AbortController();
  const server = net.createServer((visitor) => {
    const gone = new AbortController();
    visitor.on('close', () => gone.abort());
    // A visitor who leaves ends its backup; that is no trouble of ours.
    visitor.on('error', () => gone.abort());
    const signal = AbortSignal.any([gone.signal, leaving.signal]);
    backup(visitor, now(), signal).catch((error: unknown) => {
      visitor.destroy();
      if (!signal.aborted) report(error);
    });
  });
  server.on('error', report);
  server.listen(socket).unref();
  return {
    close: () => {
      leaving.abort();
      server.close();
    },
  };
}

/** Asks the process that serves from this data folder to write a backup into a new file. False: there is none. */
export async function askForBackup(dataDir: string, file: string): Promise<boolean> {
  const visitor = net.connect(socketIn(dataDir));
  const isThere = await new Promise<boolean>((resolve) => {
    visitor.once('connect', () => resolve(true));
    visitor.once('error', () => resolve(false));
  });
  if (isThere) await pipeline(visitor, fileSink(file));
  return isThere;
}
