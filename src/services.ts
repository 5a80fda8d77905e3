import path from 'node:path';
import { removeRequests } from '#features/accounts/invitations/server/jobs.ts';
import { conductVersion } from '#features/accounts/rules.ts';
import { renderIssue } from '#features/bulletins/server/jobs.ts';
import { clearWorkbooks, readWorkbook } from '#features/workbooks/server/jobs.ts';
import { remindOfPoints } from '#features/meetings/duties/server/jobs.ts';
import { remindOfReports } from '#features/rounds/reminders/server/jobs.ts';
import { tendMinutes } from '#features/meetings/adoption/server/jobs.ts';
import { noteStanding, scanFile, tend } from '#features/files/stored/server/jobs.ts';
import { leaveDueReminders } from '#features/meetings/invitations/server/jobs.ts';
import { decide } from '#features/portal/api/policy.ts';
import { dueLines } from '#features/portal/mine/server/jobs.ts';
import { Gate } from '#lib/server/api/gate.ts';
import { tidy } from '#lib/server/auth/attempts.ts';
import { Door } from '#lib/server/auth/door.ts';
import { openBackups, type Backups } from '#lib/server/backup/service.ts';
import { now } from '#lib/server/clock.ts';
import type { Database } from '#lib/server/db/database.ts';
import { openCabinet, type Cabinet } from '#lib/server/files/cabinet.ts';
import { noteKept } from '#lib/server/files/contents.ts';
import type { FileStore } from '#lib/server/files/store.ts';
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
  cabinet: Cabinet;
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
/** How often stored files are looked after. */
const filesTendedEveryMilliseconds = 60 * 60 * 1000;

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
    conductVersion,
    provider: providerOf(settings),
  });
  const gate = new Gate({ bearerOf: (token, today) => door.bearerOf(token, today), decide });
  const cabinet = openFiles(database);
  const stops = [
    ...(await startWork(database, cabinet, secret)),
    tidyDoor(door),
    tendFiles(database, cabinet),
  ];
  process.once('sveltekit:shutdown', () => void stop(database, stops));
  return { database, pages, door, gate, cabinet };
}

/** The files of this installation. What is found damaged is noted. */
function openFiles(database: Database): Cabinet {
  return openCabinet(settings, {
    beforeKeeping: (hash) => noteKept(database, hash, now()),
    onSpoiled: (hash) => {
      log.error({ hash }, 'a stored file is no longer what was uploaded');
      noteStanding({ database, now }, hash, 'damaged').catch(failed('not noted'));
    },
  });
}

/** Looks after stored files while the process serves; gives what ends it. */
function tendFiles(database: Database, cabinet: Cabinet): () => Promise<void> {
  const leaving = new AbortController();
  const tending = repeat(async () => {
    const troubles = await tend({ database, ...cabinet, now }, leaving.signal);
    if (troubles.length) log.error({ troubles }, 'stored files are damaged or missing');
  }, failed('stored files could not be looked after'));
  tending.start(filesTendedEveryMilliseconds);
  return () => {
    leaving.abort();
    return tending.stop();
  };
}

/** Jobs, mail, backups and retention; gives what ends each of them. */
async function startWork(
  database: Database,
  cabinet: Cabinet,
  secret: string,
): Promise<(() => Promise<void>)[]> {
  const jobs = openJobs(
    database,
    {
      'bulletins.render': renderIssue(database, cabinet.store, settings.ORIGIN),
      'files.scan': scanFile({ database, ...cabinet, now }),
      'workbooks.read': readWorkbook(database, settings.TIME_ZONE),
    },
    failed('a job failed'),
  );
  jobs.start(jobsEveryMilliseconds, now);
  const mail = startMail(database, secret);
  const backups = await startBackups(database, cabinet.store);
  const retention = openRetention(database, settings, { now, report: failed('retention failed') });
  const minutes = repeat(async () => {
    const site = { timeZone: settings.TIME_ZONE, origin };
    await tendMinutes(database, site, now());
    await remindOfPoints(database, { ...site, hour: settings.WEEKLY_HOUR }, now());
    await remindOfReports(database, { ...site, hour: settings.WEEKLY_HOUR }, now());
    await clearWorkbooks(database, now());
  }, failed('minutes, points, reports and workbooks could not be tended'));
  minutes.start(minutesTendedEveryMilliseconds);
  return [backups.stop, mail.stop, minutes.stop, retention.stop, jobs.stop];
}

/** Keeps the tables of the door small; gives what ends it. */
function tidyDoor(door: Door): () => Promise<void> {
  const tidying = repeat(async () => {
    await tidy(door.means.db, now());
    await removeRequests(door.means.db, now());
  }, failed('the door could not be tidied'));
  tidying.start(doorTidiedEveryMilliseconds);
  return tidying.stop;
}

function startMail(database: Database, secret: string): MailService {
  const {
    TIME_ZONE: timeZone,
    WEEKLY_DAY,
    WEEKLY_HOUR: hour,
    REMIND_DAYS: days,
    OUTBOX_KEEP_DAYS,
    SECOND_FACTOR,
  } = settings;
  const week = { weekday: weekdays.indexOf(WEEKLY_DAY), hour, timeZone };
  const weekly = { week, origin, secret, dueFor: dueLines(origin, SECOND_FACTOR === 'everyone') };
  return openMail(database, {
    post,
    weekly: (at) => leaveWeekly(database, weekly, at),
    reminders: (at) => leaveDueReminders(database, { days, hour, timeZone, origin, secret }, at),
    keepDays: OUTBOX_KEEP_DAYS,
    now,
    report: failed('a job of the mail failed'),
  });
}

async function startBackups(database: Database, store: FileStore): Promise<Backups> {
  const { DATA_DIR, BACKUP_DIR, BACKUP_HOUR, BACKUP_KEEP, TIME_ZONE } = settings;
  const folder = BACKUP_DIR ?? path.join(DATA_DIR, 'backups');
  return openBackups(database, {
    dataDir: DATA_DIR,
    store,
    version: await readVersion(),
    nightly:
      BACKUP_HOUR === 'off' ? null : { folder, hour: BACKUP_HOUR, keep: BACKUP_KEEP, timeZone: TIME_ZONE },
    now,
    said: ({ file, damagedFiles }) => {
      log.info({ file }, 'a backup was made');
      if (damagedFiles.length) log.error({ damagedFiles }, 'stored files are damaged or missing');
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
