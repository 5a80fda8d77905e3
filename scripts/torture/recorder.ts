import fs from 'node:fs';
import path from 'node:path';

/** One change to a file below the watched folder, or the moment a commit was acknowledged. */
export type Operation =
  | { is: 'create' | 'sync' | 'remove' | 'folder' | 'remove-folder'; file: string }
  | { is: 'write'; file: string; at: number; bytes: Uint8Array }
  | { is: 'truncate'; file: string; length: number }
  | { is: 'rename'; file: string; to: string }
  | { is: 'acknowledge'; number: number };

type Files = Record<string, (...args: never[]) => unknown>;

/**
 * Records every file operation of this process below `folder`, by standing in front of Node's synchronous file
 * functions (the embedded database uses no others). `restore` takes it away again.
 */
export function recordBelow(folder: string): { operations: Operation[]; restore: () => void } {
  const files = fs as unknown as Files;
  const operations: Operation[] = [];
  const opened = new Map<number, string>();
  const below = (file: unknown): string | null => {
    const name = String(file);
    return name.startsWith(folder) ? path.relative(folder, name) : null;
  };
  const originals = new Map<string, Files[string]>();
  const watch = (name: string, note: (args: unknown[], result: unknown) => void) => {
    const original = files[name];
    if (!original) throw new Error(`Node has no fs.${name}`);
    originals.set(name, original);
    files[name] = (...args: never[]) => {
      const result = original(...args);
      note(args, result);
      return result;
    };
  };
  const watchPath = (name: string, is: 'remove' | 'folder' | 'remove-folder') =>
    watch(name, ([target]) => {
      const file = below(target);
      if (file !== null) operations.push({ is, file });
    });
  const ofHandle = (handle: unknown) => opened.get(Number(handle));

  watch('openSync', ([target], handle) => {
    const file = below(target);
    if (file === null) opened.delete(Number(handle));
    else {
      opened.set(Number(handle), file);
      operations.push({ is: 'create', file });
    }
  });
  watch('writeSync', ([handle, buffer, offset, , at], written) => {
    const file = ofHandle(handle);
    if (file === undefined || !ArrayBuffer.isView(buffer)) return;
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + Number(offset), Number(written)).slice();
    operations.push({ is: 'write', file, at: Number(at), bytes });
  });
  watch('fsyncSync', ([handle]) => {
    const file = ofHandle(handle);
    if (file !== undefined) operations.push({ is: 'sync', file });
  });
  watch('ftruncateSync', ([handle, length]) => {
    const file = ofHandle(handle);
    if (file !== undefined) operations.push({ is: 'truncate', file, length: Number(length ?? 0) });
  });
  watch('truncateSync', ([target, length]) => {
    const file = below(target);
    if (file !== null) operations.push({ is: 'truncate', file, length: Number(length ?? 0) });
  });
  watch('renameSync', ([from, to]) => {
    const [file, target] = [below(from), below(to)];
    if (file !== null && target !== null) operations.push({ is: 'rename', file, to: target });
  });
  watchPath('unlinkSync', 'remove');
  watchPath('mkdirSync', 'folder');
  watchPath('rmdirSync', 'remove-folder');
  return { operations, restore: () => originals.forEach((original, name) => (files[name] = original)) };
}
