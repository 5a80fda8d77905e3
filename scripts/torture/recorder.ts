import fs from 'node:fs';
import path from 'node:path';

/** One change to a file below the watched folder, or the moment a commit was acknowledged. */
export type Operation =
  | { is: 'create' | 'sync' | 'remove' | 'folder' | 'remove-folder'; file: string }
  | { is: 'write'; file: string; at: number; bytes: Uint8Array }
  | { is: 'truncate'; file: string; length: number }
  | { is: 'rename'; file: string; to: string }
  | { is: 'acknowledge'; number: number };

type Call = (...args: unknown[]) => unknown;
type Note = (args: unknown[], result: unknown) => void;

/** Stands in front of some of Node's file functions: each call is done, then noted. Returns what takes it away. */
function standBefore(notes: Record<string, Note>): () => void {
  const originals = Object.keys(notes).map((name) => [name, Reflect.get(fs, name) as Call] as const);
  for (const [name, original] of originals) {
    Reflect.set(fs, name, (...args: unknown[]) => {
      const result = original(...args);
      notes[name]?.(args, result);
      return result;
    });
  }
  return () => {
    for (const [name, original] of originals) Reflect.set(fs, name, original);
  };
}

/**
 * Records every file operation of this process below `folder`, by standing in front of Node's synchronous file
 * functions (the embedded database uses no others). `restore` takes it away again.
 */
export function recordBelow(folder: string): { operations: Operation[]; restore: () => void } {
  const operations: Operation[] = [];
  const opened = new Map<number, string>();
  const below = (target: unknown) => {
    const name = String(target);
    return name.startsWith(folder) ? path.relative(folder, name) : null;
  };
  const add = (file: string | null | undefined, operation: (file: string) => Operation) => {
    if (file !== null && file !== undefined) operations.push(operation(file));
  };
  const ofHandle = (handle: unknown) => opened.get(Number(handle));
  const restore = standBefore({
    openSync: ([target], handle) => {
      const file = below(target);
      if (file === null) opened.delete(Number(handle));
      else opened.set(Number(handle), file);
      add(file, (name) => ({ is: 'create', file: name }));
    },
    writeSync: ([handle, buffer, offset, , at], written) => {
      if (!ArrayBuffer.isView(buffer)) return;
      const bytes = new Uint8Array(
        buffer.buffer,
        buffer.byteOffset + Number(offset),
        Number(written),
      ).slice();
      add(ofHandle(handle), (file) => ({ is: 'write', file, at: Number(at), bytes }));
    },
    fsyncSync: ([handle]) => add(ofHandle(handle), (file) => ({ is: 'sync', file })),
    ftruncateSync: ([handle, length]) =>
      add(ofHandle(handle), (file) => ({ is: 'truncate', file, length: Number(length ?? 0) })),
    truncateSync: ([target, length]) =>
      add(below(target), (file) => ({ is: 'truncate', file, length: Number(length ?? 0) })),
    renameSync: ([from, to]) => add(below(from), (file) => ({ is: 'rename', file, to: below(to) ?? file })),
    unlinkSync: ([target]) => add(below(target), (file) => ({ is: 'remove', file })),
    mkdirSync: ([target]) => add(below(target), (file) => ({ is: 'folder', file })),
    rmdirSync: ([target]) => add(below(target), (file) => ({ is: 'remove-folder', file })),
  });
  return { operations, restore };
}
