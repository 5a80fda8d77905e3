import { parentPort, workerData } from 'node:worker_threads';
import { copyDatabase } from './embedded-copy.ts';
import { openEmbedded, type EmbeddedEngine } from './embedded-engine.ts';
import { Prepared, type Rows } from './prepared.ts';

/** The embedded database lives in this thread, so that a long query never stops the web server. */
export type WorkerInput = { folder: string; template?: Uint8Array<ArrayBuffer> };
export type Question =
  | { id: number; sql: string; parameters: readonly unknown[] }
  | { id: number; copyTo: string }
  | { id: number; close: true };
export type WorkerError = { message: string; name: string; fields: Record<string, string | number> };
export type Answer = { id: number; rows: Rows; affected: number } | { id: number; error: WorkerError };

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

type State = 'quiet' | 'reading' | 'writing';

function serve(engine: EmbeddedEngine, answer: (answer: Answer) => void): (question: Question) => void {
  let writes = 0;
  let quiet: NodeJS.Timeout | undefined;
  let state: State = 'quiet';
  const prepared = new Prepared(engine.database);
  let tail: Promise<void> = Promise.resolve();

  const tidy = () => {
    if (state !== 'quiet') return;
    writes = 0;
    tail = tail.then(() => engine.database.exec('vacuum (analyze); checkpoint')).then(() => undefined);
  };

  const run = async ({ sql, parameters }: Extract<Question, { sql: string }>) => {
    const next = nextState(sql);
    if (next) {
      await prepared.frame(sql);
      state = next;
      return { rows: [], affected: 0 };
    }
    if (state === 'reading') return { rows: await prepared.query(sql, parameters), affected: 0 };
    const { rows, affectedRows } = await engine.database.query<Rows[number]>(sql, [...parameters]);
    return { rows, affected: affectedRows ?? 0 };
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
      const { rows, affected } = await run(question);
      writes += affected;
      answer({ id: question.id, rows, affected });
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

/** What a statement of a transaction's frame leads to; nothing for any other. */
function nextState(sql: string): State | undefined {
  if (/^\s*begin read only/iu.test(sql)) return 'reading';
  if (/^\s*(begin|start transaction)/iu.test(sql)) return 'writing';
  return /^\s*(commit|rollback)\s*$/iu.test(sql) ? 'quiet' : undefined;
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
