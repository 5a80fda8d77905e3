import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import path from 'node:path';
import { renderIssue } from '#features/bulletins/server/jobs.ts';
import { civilDay } from '#lib/dates.ts';
import { ExpectedError } from '#lib/errors.ts';
import { isLang, type Lang } from '#lib/i18n/lang.ts';
import { now } from '#lib/server/clock.ts';
import type { Database } from '#lib/server/db/database.ts';
import { asViewer, publicViewer } from '#lib/server/db/viewer.ts';
import { DataVersion } from '#lib/server/http/data-version.ts';
import { secure } from '#lib/server/http/headers.ts';
import { Page, PageCache } from '#lib/server/http/page-cache.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { openFileStore } from '#lib/server/files/store.ts';
import { closePdfWorkers } from '#lib/server/pdf/render.ts';
import { openLog } from '#lib/server/log/log.ts';
import { readSettings } from '#settings';
import { loadPacks, openInstallation } from './installation.ts';

const settings = readSettings();
const log = openLog(settings.LOG_LEVEL);
const pages = new PageCache(64 * 1024 * 1024);
const files = openFileStore(path.join(settings.DATA_DIR, 'files'));
/** How often the outbox is looked at. */
const jobsEveryMilliseconds = 5000;
let database: Database;
let version: DataVersion;

export const init: ServerInit = async () => {
  const tell = globalThis.setuTell ?? ((sentence: string) => log.info(sentence));
  // The development server evaluates this module anew after each change: the database is opened once.
  database = globalThis.setuDatabase ??= await openInstallation(settings, tell);
  version = new DataVersion(database);
  await loadPacks(database, settings, tell);
  const jobs = openJobs(
    database,
    { 'bulletins.render': renderIssue(database, files, settings.ORIGIN) },
    (error) => log.error({ err: error }, 'a job failed'),
  );
  jobs.start(jobsEveryMilliseconds, now);
  process.once('sveltekit:shutdown', () => void stop(jobs.stop));
};

/** What must be finished before the process may end. */
async function stop(stopJobs: () => Promise<void>): Promise<void> {
  await stopJobs();
  await closePdfWorkers();
  await database.destroy();
}

/** The language of an address; also of one that leads nowhere. */
function langOf(pathname: string): Lang {
  const first = pathname.split('/')[1] ?? '';
  return isLang(first) ? first : 'en';
}

/** Who asks, when: everything a route may know of the request besides its address. */
function prepare(event: Parameters<Handle>[0]['event']): void {
  const at = now();
  const requestId = randomUUID();
  const asking = { viewer: publicViewer, requestId, now: at };
  event.locals.requestId = requestId;
  event.locals.now = at;
  event.locals.today = civilDay(at, settings.TIME_ZONE);
  event.locals.ask = (work) => asViewer(database, asking, work);
  event.locals.files = files;
}

export const handle: Handle = async ({ event, resolve }) => {
  prepare(event);
  const { request, url, route, locals } = event;
  const render = async () => {
    const response = await resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%lang%', langOf(url.pathname)),
    });
    return secure(response, locals.requestId);
  };
  const isCacheable = ['GET', 'HEAD'].includes(request.method) && (route.id?.includes('(public)') ?? false);
  if (!isCacheable) return render();

  // The same state of the data on the same day gives the same page; see docs/decisions on public pages.
  const key = `${await version.current(locals.now)} ${locals.today} ${url.href}`;
  const kept = pages.get(key);
  if (kept) return kept.answer(request);
  const response = await render();
  if (response.status !== 200) return response;
  const page = await Page.of(response);
  if (request.method === 'GET') pages.set(key, page);
  return page.answer(request);
};

export const handleError: HandleServerError = ({ error, kind, event }) => {
  const id = event.locals.requestId;
  if (error instanceof ExpectedError) return { status: error.status, message: error.code, id };
  if (kind === 'unknown')
    log.error({ requestId: id, path: event.url.pathname, err: error }, 'unexpected error');
  return { id };
};
