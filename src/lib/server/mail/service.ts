import type { Database } from '#lib/server/db/database.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { repeat } from '#lib/server/jobs/repeat.ts';
import { tidyOutbox } from '#lib/server/outbox/tidy.ts';
import { mailPatience, sendLetter, type Post } from './post.ts';

export type MailService = { stop: () => Promise<void> };

export type MailOptions = {
  /** Null: there is no mail server, and letters wait in the outbox. */
  post: Post | null;
  /** Leaves the weekly letters that are due. */
  weekly: (now: Date) => Promise<unknown>;
  /** Leaves the reminders that are due. */
  reminders: (now: Date) => Promise<unknown>;
  keepDays: number;
  now: () => Date;
  report: (error: unknown) => void;
};

const lookEveryMilliseconds = 5000;
const weeklyEveryMilliseconds = 60_000;
const remindersEveryMilliseconds = 300_000;
const tidyEveryMilliseconds = 3_600_000;

/** Starts everything about mail: sending, apart from other jobs because servers are slow; the weekly letter; tidying. */
export function openMail(
  database: Database,
  { post, weekly, reminders, keepDays, now, report }: MailOptions,
): MailService {
  const running = [
    repeat(() => weekly(now()), report),
    repeat(() => reminders(now()), report),
    repeat(() => tidyOutbox(database, keepDays, now()), report),
  ] as const;
  running[0].start(weeklyEveryMilliseconds);
  running[1].start(remindersEveryMilliseconds);
  running[2].start(tidyEveryMilliseconds);
  const sending =
    post && openJobs(database, { 'mail.send': sendLetter(database, post) }, report, mailPatience);
  sending?.start(lookEveryMilliseconds, now);
  return {
    stop: async () => {
      for (const { stop } of running) await stop();
      await sending?.stop();
    },
  };
}
