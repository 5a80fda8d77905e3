import path from 'node:path';
import { renderIssue } from '#features/bulletins/server/jobs.ts';
import { tendMinutes } from '#features/meetings/adoption/server/jobs.ts';
import { noteSpoiled, scanFile } from '#features/files/stored/server/jobs.ts';
import { decide } from '#features/portal/api/policy.ts';
import { dueLines } from '#features/portal/mine/server/jobs.ts';
import { Gate } from '#lib/server/api/gate.ts';
import { tidy } from '#lib/server/auth/attempts.ts';
import { Door } from '#lib/server/auth/door.ts';
import { openBackups, type Backups } from '#lib/server/backup/service.ts';
import { now } from '#lib/server/clock.ts';
import type { Database } from '#lib/server/db/database.ts';
import { openCabinet, sweepEvery, type Cabinet } from '#lib/server/files/cabinet.ts';
import { openRetention } from '#lib/server/history/retain.ts';
import { DataVersion } from '#lib/server/http/data-version.ts';
import { KeptPages } from '#lib/server/http/kept-pages.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { repeat } from '#lib/server/jobs/repeat.ts';
import { openLog } from '#lib/server/log/log.ts';
import { postOf } from '#lib/server/mail/office.ts';
import { openMail, type MailService } from '#lib/server/mail/service.ts';
import { leaveWeekly } from '#lib/server/mail/weekly.ts';
import { closePdfWorkers } from '#lib/server/pdf/render.ts';
import { installationSecret } from '#lib/server/secrets/secret.ts';
import { isDemonstration, originOf, providerOf, readSettings, weekdays } from '#settings';
import { loadPacks, openDemonstration, openInstallation, readVersion } from './installation.ts';

/** Everything a request is answered with. */
export type Services = {
  database: Database;
  pages: KeptPages;
  door: Door;
  gate: Gate;
};

export const settings = readSettings();
export const log = openLog(settings.LOG_LEVEL);
const failed = (what: string) => (err: unknown) => log.error({ err }, what);
const keptBytes = 64 * 1024 * 1024;
const origin = originOf(settings);
export const post = postOf(settings, { origin, demonstration: isDemonstration(settings) });
/** How often the outbox is looked at. */
const jobsEveryMilliseconds = 5000;
/** How often minutes are looked at that adopt themselves or are late. */
const minutesTendedEveryMilliseconds = 60 * 60 * 1000;
/** How often sessions, proofs and counts that are over are taken out. */
const doorTidiedEveryMilliseconds = 60 * 60 * 1000;

/** The files of this installation. What is found damaged is noted once the database is open. */
export const cabinet: Cabinet = openCabinet(settings, (hash) => {
  log.error({ hash }, 'a stored file is no longer what was uploaded');
  const database = globalThis.setuDatabase;
  if (database) noteSpoiled({ database, now }, hash).catch(failed('not noted'));
});

/** Opens the installation and starts its work in the background; on `sveltekit:shutdown` it ends what it began. */
export async function openServices(): Promise<Services> {
  const tell = globalThis.setuTell ?? ((sentence: string) => log.info(sentence));
  // The development server evaluates modules anew after each change: the database is opened once.
  const database = (globalThis.setuDatabase ??= await openInstallation(settings, tell));
  const pages = new KeptPages(new DataVersion(database), settings.TIME_ZONE, keptBytes);
  globalThis.setuKeptPage = async (href, reader) => pages.find(await pages.key(href, now()))?.answer(reader);
  await loadPacks(database, settings, tell);
  const secret = installationSecret(settings.SECRET, settings.DATA_DIR);
  globalThis.setuSignIns = await openDemonstration(database, settings, { secret, now: now() });
  const door = new Door(database, {
    origin,
    secret,
    name: 'Setu',
    secondFactor: settings.SECOND_FACTOR,
    provider: providerOf(settings),
  });
  const gate = new Gate({ bearerOf: (token, today) => door.bearerOf(token, today), decide });
  const stops = [...(await startWork(database, secret)), tidyDoor(door)];
  process.once('sveltekit:shutdown', () => void stop(database, stops));
  return { database, pages, door, gate };
}

/** Jobs, mail, backups and retention; gives what ends each of them. */
async function startWork(database: Database, secret: string): Promise<(() => Promise<void>)[]> {
  const jobs = openJobs(
    database,
    {
      'bulletins.render': renderIssue(database, cabinet.store, settings.ORIGIN),
      'files.scan': scanFile({ database, ...cabinet, now }),
    },
    failed('a job failed'),
  );
  jobs.start(jobsEveryMilliseconds, now);
  sweepEvery(cabinet, now, failed('old uploads were not removed'));
  const mail = startMail(database, secret);
  const backups = await startBackups(database);
  const retention = openRetention(database, settings, { now, report: failed('retention failed') });
  const minutes = repeat(
    () => tendMinutes(database, { timeZone: settings.TIME_ZONE, origin }, now()),
    failed('minutes could not be tended'),
  );
  minutes.start(minutesTendedEveryMilliseconds);
  return [backups.stop, mail.stop, minutes.stop, retention.stop, jobs.stop];
}

/** Keeps the tables of the door small; gives what ends it. */
function tidyDoor(door: Door): () => Promise<void> {
  const tidying = repeat(() => tidy(door.means.db, now()), failed('the door could not be tidied'));
  tidying.start(doorTidiedEveryMilliseconds);
  return tidying.stop;
}

function startMail(database: Database, secret: string): MailService {
  const { TIME_ZONE, WEEKLY_DAY, WEEKLY_HOUR, OUTBOX_KEEP_DAYS } = settings;
  const week = { weekday: weekdays.indexOf(WEEKLY_DAY), hour: WEEKLY_HOUR, timeZone: TIME_ZONE };
  const weekly = { week, origin, secret, dueFor: dueLines(origin) };
  return openMail(database, {
    post,
    weekly: (at) => leaveWeekly(database, weekly, at),
    keepDays: OUTBOX_KEEP_DAYS,
    now,
    report: failed('a job of the mail failed'),
  });
}

async function startBackups(database: Database): Promise<Backups> {
  const { DATA_DIR, BACKUP_DIR, BACKUP_HOUR, BACKUP_KEEP, TIME_ZONE } = settings;
  const folder = BACKUP_DIR ?? path.join(DATA_DIR, 'backups');
  return openBackups(database, {
    dataDir: DATA_DIR,
    version: await readVersion(),
    nightly:
      BACKUP_HOUR === 'off' ? null : { folder, hour: BACKUP_HOUR, keep: BACKUP_KEEP, timeZone: TIME_ZONE },
    now,
    said: ({ file, damagedFiles }) => {
      log.info({ file }, 'a backup was made');
      if (damagedFiles.length) log.error({ damagedFiles }, 'stored files are damaged');
    },
    report: failed('a backup failed'),
  });
}

/** What must be finished before the process may end. */
async function stop(database: Database, work: readonly (() => Promise<void>)[]): Promise<void> {
  for (const stopIt of work) await stopIt();
  await closePdfWorkers();
  await database.destroy();
}
