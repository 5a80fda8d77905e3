import { parentPort, workerData } from 'node:worker_threads';
import { PublicationError, type ErrorPlace, type PublicationFailure } from '#lib/publication/errors.ts';
import { compress } from './compress.ts';
import { TypstPress, type TypstInput } from './typst.ts';

/** One document at a time is printed in this thread, so that the web server never waits for Typst. */
export type PrintJob = { id: number; input: TypstInput };
export type PrintAnswer =
  | { id: number; pdf: Uint8Array<ArrayBuffer> }
  | { id: number; failure: PublicationFailure; reason: string; place: ErrorPlace }
  | { id: number; bug: string };

async function print(press: TypstPress, { id, input }: PrintJob): Promise<PrintAnswer> {
  try {
    return { id, pdf: new Uint8Array(await compress(press.print(input))) };
  } catch (error) {
    if (error instanceof PublicationError) {
      return { id, failure: error.failure, reason: error.reason, place: error.place };
    }
    return { id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const port = parentPort;
if (port) {
  const { root } = workerData as { root: string };
  const press = new TypstPress(root);
  const answer = async (job: PrintJob): Promise<void> => {
    const made = await print(press, job);
    port.postMessage(made, 'pdf' in made ? [made.pdf.buffer] : []);
  };
  port.on('message', (job: PrintJob) => void answer(job));
}
