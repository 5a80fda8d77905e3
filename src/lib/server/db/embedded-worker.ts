import { parentPort, workerData } from 'node:worker_threads';
import { copyDatabase } from './embedded-copy.ts';
import { openEmbedded, type EmbeddedEngine } from './embedded-engine.ts';

/** The embedded database lives in this thread, so that a long query never stops the web server. */
export type WorkerInput = { folder: string; template?: Uint8Array<ArrayBuffer> };
export type Question =
  | { id: number; sql: string; parameters: readonly unknown[] }
  | { id: number; copyTo: string }
  | { id: number; close: true };
export type WorkerError = { message: string; name: string; fields: Record<string, string | number> };
export type Answer =
  { id: number; rows: Record<string, unknown>[]; affected: number } | { id: number; error: WorkerError };

/** Dead rows and the write-ahead log are tidied when this much was written and the database is quiet. */
const housekeepingAfterWrites = 2000;
const quietMilliseconds = 20_000;

function describe(error: unknown): WorkerError {
  if (!(error instanceof Error)) return { message: String(error), name: 'Error', fields: {} };
  const plain = Object.entries(error).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return { message: error.message, name: error.constructor.name, fields: Object.fromEntries(plain) };
}

function serve(engine: EmbeddedEngine, answer: (answer: Answer) => void): (question: Question) => void {
  let writes = 0;
  let quiet: NodeJS.Timeout | undefined;
  let inTransaction = false;
  let tail: Promise<void> = Promise.resolve();

  const tidy = () => {
    if (inTransaction) return;
    writes = 0;
    tail = tail.then(() => engine.database.exec('vacuum (analyze); checkpoint')).then(() => undefined);
  };

  const ask = async (question: Question): Promise<void> => {
    try {
      if ('close' in question) {
        clearTimeout(quiet);
        await engine.close();
        answer({ id: question.id, rows: [], affected: 0 });
        return;
      }
      if ('copyTo' in question) {
        copyDatabase(engine.folder, question.copyTo);
        answer({ id: question.id, rows: [], affected: 0 });
        return;
      }
      const result = await engine.database.query<Record<string, unknown>>(question.sql, [
        ...question.parameters,
      ]);
      inTransaction = nextTransactionState(question.sql, inTransaction);
      writes += result.affectedRows ?? 0;
      answer({ id: question.id, rows: result.rows, affected: result.affectedRows ?? 0 });
    } catch (error) {
      answer({ id: question.id, error: describe(error) });
    }
    clearTimeout(quiet);
    if (writes > housekeepingAfterWrites) quiet = setTimeout(tidy, quietMilliseconds).unref();
  };
  return (question) => {
    tail = tail.then(() => ask(question));
  };
}

function nextTransactionState(sql: string, before: boolean): boolean {
  if (/^\s*(begin|start transaction)/iu.test(sql)) return true;
  if (/^\s*(commit|rollback)\s*$/iu.test(sql)) return false;
  return before;
}

const port = parentPort;
if (port) {
  const { folder, template } = workerData as WorkerInput;
  try {
    const engine = await openEmbedded(folder, { template: template && new Blob([template]) });
    port.on(
      'message',
      serve(engine, (message) => port.postMessage(message)),
    );
    port.postMessage({ id: 0, rows: [], affected: 0 } satisfies Answer);
  } catch (error) {
    port.postMessage({ id: 0, error: describe(error) } satisfies Answer);
  }
}
