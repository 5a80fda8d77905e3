import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { fileErrors } from '#lib/server/files/errors.ts';
import { readArchive, type Archive } from '#lib/server/files/zip-guard.ts';
import { workbookErrors } from './errors.ts';
import type { ReadingAnswer, ReadingInput } from './reading-worker.ts';
import { workbookLimits, type Sheet } from './sheets.ts';

/** What an honest table is made of. Anything else runs, fetches, or has no business in one. */
const parts = {
  xlsx: /^(?:\[Content_Types\]\.xml|(?:_rels|docProps|docMetadata|customXml)\/.*|xl\/(?:(?:workbook|styles|sharedStrings|calcChain|metadata|comments\d*)\.xml|(?:_rels|theme|worksheets|drawings|media|charts|comments|threadedComments|persons|tables|printerSettings|richData|pivotTables|pivotCache)\/.*)|(?:\w+\/)*)$/u,
  ods: /^(?:mimetype|(?:content|styles|meta|settings)\.xml|manifest\.rdf|layout-cache|(?:META-INF|Configurations2|Thumbnails|Pictures)\/.*)$/u,
};

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
    return archiveKind(await readArchive(bytes));
  }
  if (bytes.includes(0)) throw workbookErrors.unreadable();
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw workbookErrors.notUtf8();
  }
  return 'csv';
}

function archiveKind({ names, notes }: Archive): 'xlsx' | 'ods' {
  const isOds = notes.get('mimetype')?.trim() === 'application/vnd.oasis.opendocument.spreadsheet';
  const kind = names.has('xl/workbook.xml') ? 'xlsx' : isOds ? 'ods' : null;
  if (!kind) throw workbookErrors.unreadable();
  const isMacro = /macroEnabled|ms-office\.vba|activeX/iu.test(notes.get('[Content_Types].xml') ?? '');
  if (isMacro || [...names].some((name) => !parts[kind].test(name))) throw fileErrors.active();
  return kind;
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
