import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { readArchive } from '#lib/server/files/zip-guard.ts';
import { workbookErrors } from './errors.ts';
import type { ReadingAnswer, ReadingInput } from './reading-worker.ts';
import { workbookLimits, type Sheet } from './sheets.ts';

const begins = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, at) => bytes[at] === byte);

/**
 * Reads the sheets of a workbook that comes from outside: .xlsx, .ods or .csv, told by its content. The archive is
 * proved by the guard first, then read in a thread with limits. Throws workbookErrors and fileErrors.
 */
export async function readSheets(bytes: Uint8Array): Promise<Sheet[]> {
  if (bytes.byteLength === 0) throw workbookErrors.missing();
  if (bytes.byteLength > workbookLimits.megabytes * 1024 * 1024)
    throw workbookErrors.tooLarge(workbookLimits.megabytes);
  return readApart({ kind: await kindOf(bytes), bytes });
}

async function kindOf(bytes: Uint8Array): Promise<ReadingInput['kind']> {
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw workbookErrors.oldOrLocked();
  if (begins(bytes, 0x50, 0x4b)) {
    const { names, notes } = await readArchive(bytes);
    if (names.has('xl/workbook.xml')) return 'xlsx';
    const isOds = notes.get('mimetype')?.startsWith('application/vnd.oasis.opendocument.spreadsheet');
    if (isOds) return 'ods';
    throw workbookErrors.unreadable();
  }
  if (bytes.includes(0)) throw workbookErrors.unreadable();
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw workbookErrors.notUtf8();
  }
  return 'csv';
}

/** The worker is started from its source file: the built server is one bundle and has no file to start. */
function readApart(input: ReadingInput): Promise<Sheet[]> {
  const worker = new Worker(path.join(process.cwd(), 'src/lib/server/xlsx/reading-worker.ts'), {
    workerData: input,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  });
  return new Promise<Sheet[]>((resolve, reject) => {
    const late = setTimeout(() => reject(workbookErrors.tooSlow()), workbookLimits.milliseconds);
    worker.once('message', (answer: ReadingAnswer) => {
      clearTimeout(late);
      if ('sheets' in answer) resolve(answer.sheets);
      else
        reject(
          answer.refused === 'rows'
            ? workbookErrors.tooManyRows(workbookLimits.rows)
            : workbookErrors.unreadable(),
        );
    });
    worker.once('error', (error: unknown) => {
      clearTimeout(late);
      // Out of the memory it was given: the file unpacks to more than any honest workbook.
      const isLimit = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(
        isLimit ? workbookErrors.unreadable() : new Error('a workbook could not be read', { cause: error }),
      );
    });
  }).finally(() => worker.terminate());
}
