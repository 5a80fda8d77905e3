import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import path from 'node:path';
import { renderIssue } from '#features/bulletins/server/jobs.ts';
import { dueLines } from '#features/portal/mine/server/jobs.ts';
import { civilDay } from '#lib/dates.ts';
import { ExpectedError } from '#lib/errors.ts';
import { isLang, type Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import { openBackups, type Backups } from '#lib/server/backup/service.ts';
import { now } from '#lib/server/clock.ts';
import type { Database } from '#lib/server/db/database.ts';
import { asViewer, publicViewer } from '#lib/server/db/viewer.ts';
import { Crowd } from '#lib/server/http/crowd.ts';
import { DataVersion } from '#lib/server/http/data-version.ts';
import { secure } from '#lib/server/http/headers.ts';
import { KeptPages } from '#lib/server/http/kept-pages.ts';
import { Page, type Answer, type Reader } from '#lib/server/http/page-cache.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { postOf } from '#lib/server/mail/office.ts';
import { openMail, type MailService } from '#lib/server/mail/service.ts';
import { accountOfToken } from '#lib/server/mail/stop-links.ts';
import { endWeekly, leaveWeekly } from '#lib/server/mail/weekly.ts';
import { installationSecret } from '#lib/server/secrets/secret.ts';
import { openFileStore } from '#lib/server/files/store.ts';
import { closePdfWorkers } from '#lib/server/pdf/render.ts';
import { openLog } from '#lib/server/log/log.ts';
import { keepUnsent } from '#lib/unsent.ts';
import { isDemonstration, originOf, readSettings, weekdays } from '#settings';
import { loadPacks, openInstallation, readVersion } from './installation.ts';

const settings = readSettings();
const log = openLog(settings.LOG_LEVEL);
const keptBytes = 64 * 1024 * 1024;
const files = openFileStore(path.join(settings.DATA_DIR, 'files'));
const origin = originOf(settings);
const post = postOf(settings, { origin, demonstration: isDemonstration(settings) });
/** How often the outbox is looked at. */
const jobsEveryMilliseconds = 5000;
/** Requests answered at the same time; the last of them waits a few seconds for the embedded database. */
const crowd = new Crowd(200);
type RequestEvent = Parameters<Handle>[0]['event'];
type Resolve = Parameters<Handle>[0]['resolve'];
let database: Database;
let pages: KeptPages;
let secret: string;

export const init: ServerInit = async () => {
  const tell = globalThis.setuTell ?? ((sentence: string) => log.info(sentence));
  // The development server evaluates this module anew after each change: the database is opened once.
  database = globalThis.setuDatabase ??= await openInstallation(settings, tell);
  secret = installationSecret(settings.SECRET, settings.DATA_DIR);
  pages = new KeptPages(new DataVersion(database), settings.TIME_ZONE, keptBytes);
  globalThis.setuKeptPage = async (href, reader) => pages.find(await pages.key(href, now()))?.answer(reader);
  await loadPacks(database, settings, tell);
  const jobs = openJobs(
    database,
    { 'bulletins.render': renderIssue(database, files, settings.ORIGIN) },
    (error) => log.error({ err: error }, 'a job failed'),
  );
  jobs.start(jobsEveryMilliseconds, now);
  const mail = startMail();
  const backups = await startBackups();
  process.once('sveltekit:shutdown', () => void stop([backups.stop, mail.stop, jobs.stop]));
};

function startMail(): MailService {
  const { TIME_ZONE, WEEKLY_DAY, WEEKLY_HOUR, OUTBOX_KEEP_DAYS } = settings;
  const week = { weekday: weekdays.indexOf(WEEKLY_DAY), hour: WEEKLY_HOUR, timeZone: TIME_ZONE };
  const weekly = { week, origin, secret, dueFor: dueLines(origin) };
  return openMail(database, {
    post,
    weekly: (at) => leaveWeekly(database, weekly, at),
    keepDays: OUTBOX_KEEP_DAYS,
    now,
    report: (error) => log.error({ err: error }, 'a job of the mail failed'),
  });
}

async function startBackups(): Promise<Backups> {
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
    report: (error) => log.error({ err: error }, 'a backup failed'),
  });
}

/** What must be finished before the process may end. */
async function stop(work: (() => Promise<void>)[]): Promise<void> {
  for (const stopIt of work) await stopIt();
  await closePdfWorkers();
  await database.destroy();
}

/** The language of an address; also of one that leads nowhere. */
function langOf(pathname: string): Lang {
  const first = pathname.split('/')[1] ?? '';
  return isLang(first) ? first : 'en';
}

/** Who asks, when: everything a route may know of the request besides its address. */
function prepare(event: RequestEvent): void {
  const at = now();
  const requestId = randomUUID();
  const asking = { viewer: publicViewer, requestId, now: at };
  event.locals.requestId = requestId;
  event.locals.viewer = publicViewer;
  event.locals.now = at;
  event.locals.today = civilDay(at, settings.TIME_ZONE);
  event.locals.ask = async (work) => {
    const found = await asViewer(database, asking, work);
    if (isPublicPage(event)) keepUnsent(found);
    return found;
  };
  event.locals.files = files;
  event.locals.mail = mailOfRequests;
  // Never kept unsent: what is remembered also goes into answers of bare data.
  event.locals.remember = (name, work) => pages.remember(name, at, () => asViewer(database, asking, work));
}

/** A page for everybody, which ships no script; the bare data of one is another answer. */
function isPublicPage({ route, isDataRequest, isRemoteRequest }: RequestEvent): boolean {
  // SvelteKit takes "/__data.json" off the address of a data request: it has the page's own.
  return (route.id?.includes('(public)') ?? false) && !isDataRequest && !isRemoteRequest;
}

/** What a route may know of mail and do about it without a session. */
const mailOfRequests: App.Locals['mail'] = {
  state: post?.kind ?? 'waiting',
  isLink: (token) => accountOfToken(secret, token) !== null,
  endWeekly: async (token) => {
    const account = accountOfToken(secret, token);
    if (account !== null) await endWeekly(database, account);
    return account !== null;
  },
};

/** Marks the renderer leaves for scripts in the browser; pages that ship none do without. */
const hydrationMarks = /<!--(?:\[[-!\d]*|\]|)-->/gu;
const disabledStyles = /<link href="[^"]*" rel="stylesheet" disabled media="\(max-width: 0\)">\s*/gu;

export const handle: Handle = ({ event, resolve }) => {
  prepare(event);
  return crowd.admit(
    () => answer(event, resolve),
    () => tooMany(event),
  );
};

/** Refused before anything is asked of the database. */
function tooMany({ url, locals }: RequestEvent): Response {
  const lang = langOf(url.pathname);
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-language': lang };
  const text = sayIn(lang)('ui_error_503_text');
  return secure(new Response(`${text}\n`, { status: 503, headers }), locals.requestId);
}

async function answer(event: RequestEvent, resolve: Resolve): Promise<Response> {
  const { request, url, route, locals } = event;
  const isPublic = route.id?.includes('(public)') ?? false;
  const render = async () => {
    const response = await resolve(event, {
      transformPageChunk: ({ html }) => {
        const page = html.replace('%lang%', langOf(url.pathname));
        return isPublic ? page.replace(hydrationMarks, '').replace(disabledStyles, '') : page;
      },
    });
    return secure(response, locals.requestId);
  };
  if (!isPublicPage(event) || !['GET', 'HEAD'].includes(request.method)) return render();

  const reader = readerOf(request);
  // The state of the data before the page is made: what was withdrawn meanwhile is not kept as the newer state.
  const key = await pages.key(url.href, locals.now);
  const kept = pages.find(key);
  if (kept) return responseOf(await kept.answer(reader), locals.requestId);
  const response = await render();
  if (response.status !== 200) return response;
  const page = await Page.of(response);
  if (request.method === 'GET') pages.keep(key, page);
  return responseOf(await page.answer(reader), locals.requestId);
}

function readerOf({ method, headers }: Request): Reader {
  return {
    method,
    ifNoneMatch: headers.get('if-none-match'),
    acceptEncoding: headers.get('accept-encoding'),
  };
}

function responseOf({ status, headers, body }: Answer, requestId: string): Response {
  return new Response(body, { status, headers: { ...headers, 'x-request-id': requestId } });
}

export const handleError: HandleServerError = ({ error, kind, event }) => {
  const id = event.locals.requestId;
  if (error instanceof ExpectedError)
    return { status: error.status, message: error.code, values: error.values, id };
  if (kind === 'unknown')
    log.error({ requestId: id, path: event.url.pathname, err: error }, 'unexpected error');
  return { id };
};
