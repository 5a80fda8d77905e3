import type { Tx } from '#lib/server/db/viewer.ts';

declare global {
  namespace App {
    interface Locals {
      /** Runs a query as whoever asks (for now: the public), in one transaction. */
      ask: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
      requestId: string;
      now: Date;
      /** Today's civil day in the country's time zone. */
      today: string;
    }
    interface Error {
      message: string;
      /** Request id, to find the error in the log. */
      id?: string;
    }
  }
}
