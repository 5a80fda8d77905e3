/** The database cannot be used at all. `message` is one sentence for the operator; nothing was changed. */
export class DatabaseUnusable extends Error {}

/** Turns what the file system or PostgreSQL says at opening into a sentence that says what to do. */
export function unusable(error: unknown, where: string): DatabaseUnusable {
  if (error instanceof DatabaseUnusable) return error;
  const code = codeOf(error);
  const sentence = sentences[code];
  const said = error instanceof Error ? error.message : String(error);
  return new DatabaseUnusable(
    sentence ? sentence(where) : `The database at ${where} does not open: ${said}`,
    {
      cause: error,
    },
  );
}

/** The embedded database reports file errors by WebAssembly's numbers (WASI errno), everything else by name. */
const wasiCodes: Record<number, string> = { 2: 'EACCES', 51: 'ENOSPC', 63: 'EPERM', 69: 'EROFS' };

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'errno' in error && typeof error.errno === 'number' ? (wasiCodes[error.errno] ?? '') : '';
}

const sentences: Record<string, (where: string) => string> = {
  EACCES: (where) =>
    `The data folder ${where} cannot be read or written by this user; change its owner or set DATA_DIR.`,
  EPERM: (where) =>
    `The data folder ${where} cannot be read or written by this user; change its owner or set DATA_DIR.`,
  EROFS: (where) =>
    `The data folder ${where} is on a read-only disk; set DATA_DIR to a folder that can be written.`,
  ENOSPC: (where) => `The disk of ${where} is full; make room and start again. Nothing was changed.`,
  EEXIST: (where) => `${where} is a file, not a folder; set DATA_DIR to a folder.`,
  ENOTDIR: (where) => `${where} is a file, not a folder; set DATA_DIR to a folder.`,
  ECONNREFUSED: () => 'The PostgreSQL server of DATABASE_URL does not answer; is it running?',
  ENOTFOUND: () => 'The host in DATABASE_URL is not known; check the address.',
  '28P01': () => 'The PostgreSQL server refused the user or password in DATABASE_URL.',
  '28000': () => 'The PostgreSQL server refused the user in DATABASE_URL.',
  '3D000': () => 'The database named in DATABASE_URL does not exist; create it first.',
};
