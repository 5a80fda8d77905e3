import { createHash } from 'node:crypto';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { PublicationError } from '#lib/publication/errors.ts';
import type { TypstInput } from './typst.ts';
import type { PrintAnswer, PrintJob } from './worker.ts';

export type PoolSettings = {
  /** Folder of the installation: `src/`, `templates/` and `node_modules/` are in it. */
  root: string;
  workers: number;
  /** Milliseconds one document may take, with the start of a worker if it needs one. */
  timeLimit: number;
  /** Documents that may wait for a worker. */
  queue: number;
};

type Task = {
  input: TypstInput;
  resolve: (pdf: Uint8Array) => void;
  reject: (error: Error) => void;
};
/** `timer` ends the worker: while it prints, when it takes too long; while it rests, when nobody needs it. */
type Seat = { worker: Worker; task: Task | null; timer: NodeJS.Timeout | undefined };

/** Milliseconds a worker rests before it gives its memory back. */
const patience = 120_000;

/** Worker threads that print, one document each; further documents wait for their turn. */
export class PrintPool {
  readonly #settings: PoolSettings;
  readonly #seats = new Set<Seat>();
  readonly #waiting: Task[] = [];
  readonly #underWay = new Map<string, Promise<Uint8Array>>();
  #next = 1;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
  }

  /**
   * Prints; who asks for the same while it is being printed waits for the same. Throws PublicationError: `refused` by
   * the exporter, `too_slow`, `busy` when too many wait.
   */
  print(input: TypstInput): Promise<Uint8Array> {
    const key = digestOf(input);
    const print = this.#underWay.get(key) ?? this.#queue(input).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, print);
    return print;
  }

  #queue(input: TypstInput): Promise<Uint8Array> {
    if (this.#waiting.length >= this.#settings.queue) {
      return Promise.reject(new PublicationError('busy', String(this.#waiting.length)));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject });
      this.#serve();
    });
  }

  /** Stops all workers; documents under way are refused. */
  async close(): Promise<void> {
    for (const task of this.#waiting.splice(0)) task.reject(stopped());
    await Promise.all([...this.#seats].map((seat) => this.#dismiss(seat, stopped())));
  }

  #serve(): void {
    if (this.#waiting.length === 0) return;
    const free = [...this.#seats].find(({ task }) => task === null);
    const seat = free ?? (this.#seats.size < this.#settings.workers ? this.#hire() : undefined);
    const task = seat && this.#waiting.shift();
    if (!seat || !task) return;
    clearTimeout(seat.timer);
    seat.task = task;
    seat.worker.ref();
    seat.timer = setTimeout(() => {
      void this.#dismiss(seat, new PublicationError('too_slow', `${this.#settings.timeLimit} ms`));
      this.#serve();
    }, this.#settings.timeLimit);
    seat.worker.postMessage({ id: this.#next++, input: task.input } satisfies PrintJob);
  }

  /** The worker is started from its source file: the built server is one bundle and has no file to start. */
  #hire(): Seat {
    const { root } = this.#settings;
    const worker = new Worker(path.join(root, 'src/lib/server/pdf/worker.ts'), {
      workerData: { root },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const seat: Seat = { worker, task: null, timer: undefined };
    worker.on('message', (answer: PrintAnswer) => this.#deliver(seat, answer));
    worker.on('error', (error) => {
      void this.#dismiss(seat, error instanceof Error ? error : new Error(String(error)));
      this.#serve();
    });
    this.#seats.add(seat);
    return seat;
  }

  #deliver(seat: Seat, answer: PrintAnswer): void {
    const task = this.#release(seat);
    // A resting worker does not keep the process alive.
    seat.worker.unref();
    seat.timer = setTimeout(() => void this.#dismiss(seat, stopped()), patience).unref();
    if (task && 'pdf' in answer) task.resolve(answer.pdf);
    else task?.reject(failureOf(answer));
    this.#serve();
  }

  #release(seat: Seat): Task | null {
    clearTimeout(seat.timer);
    const { task } = seat;
    seat.task = null;
    return task;
  }

  /** Ends a worker and refuses what it had in hand. Native code stops when it next returns to the thread. */
  async #dismiss(seat: Seat, reason: Error): Promise<void> {
    this.#seats.delete(seat);
    this.#release(seat)?.reject(reason);
    seat.worker.unref();
    await seat.worker.terminate();
  }
}

function digestOf({ data, pictures }: TypstInput): string {
  const hash = createHash('sha256').update(JSON.stringify(data));
  for (const { path: name, bytes } of pictures) hash.update(name).update(bytes);
  return hash.digest('base64url');
}

function stopped(): PublicationError {
  return new PublicationError('busy', 'stopped');
}

function failureOf(answer: PrintAnswer): Error {
  if ('failure' in answer) return new PublicationError(answer.failure, answer.reason, answer.place);
  return new Error('bug' in answer ? answer.bug : 'the printing thread gave no answer');
}
