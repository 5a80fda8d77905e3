import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { renderIssue } from '#features/bulletins/server/jobs.ts';
import { noteSpoiled, scanFile } from '#features/files/stored/server/jobs.ts';
import { civilDay } from '#lib/dates.ts';
import { ExpectedError } from '#lib/errors.ts';
import { isLang, type Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import { now } from '#lib/server/clock.ts';
import type { Database } from '#lib/server/db/database.ts';
import { accountViewer } from '#lib/server/db/account-viewer.ts';
import { asViewer, publicViewer } from '#lib/server/db/viewer.ts';
import { Crowd } from '#lib/server/http/crowd.ts';
import { DataVersion } from '#lib/server/http/data-version.ts';
import { secure } from '#lib/server/http/headers.ts';
import { KeptPages } from '#lib/server/http/kept-pages.ts';
import { Page, type Answer, type Reader } from '#lib/server/http/page-cache.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { openCabinet, sweepEvery } from '#lib/server/files/cabinet.ts';
import { closePdfWorkers } from '#lib/server/pdf/render.ts';
import { openLog } from '#lib/server/log/log.ts';
import { readSettings } from '#settings';
import { loadPacks, openInstallation } from './installation.ts';

const settings = readSettings();
const log = openLog(settings.LOG_LEVEL);
const keptBytes = 64 * 1024 * 1024;
const cabinet = openCabinet(settings, (hash) => {
  log.error({ hash }, 'a stored file is no longer what was uploaded');
  noteSpoiled({ database, now }, hash).catch((error: unknown) => log.error({ err: error }, 'not noted'));
});
/** How often the outbox is looked at. */
const jobsEveryMilliseconds = 5000;
/** Requests answered at the same time; the last of them waits a few seconds for the embedded database. */
const crowd = new Crowd(200);
type RequestEvent = Parameters<Handle>[0]['event'];
type Resolve = Parameters<Handle>[0]['resolve'];
let database: Database;
let pages: KeptPages;

export const init: ServerInit = async () => {
  const tell = globalThis.setuTell ?? ((sentence: string) => log.info(sentence));
  // The development server evaluates this module anew after each change: the database is opened once.
  database = globalThis.setuDatabase ??= await openInstallation(settings, tell);
  pages = new KeptPages(new DataVersion(database), settings.TIME_ZONE, keptBytes);
  globalThis.setuKeptPage = async (href, reader) => pages.find(await pages.key(href, now()))?.answer(reader);
  await loadPacks(database, settings, tell);
  const jobs = openJobs(
    database,
    {
      'bulletins.render': renderIssue(database, cabinet.store, settings.ORIGIN),
      'files.scan': scanFile({ database, ...cabinet, now }),
    },
    (error) => log.error({ err: error }, 'a job failed'),
  );
  jobs.start(jobsEveryMilliseconds, now);
  sweepEvery(cabinet, now, (error) => log.error({ err: error }, 'old uploads were not removed'));
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
function prepare(event: RequestEvent): void {
  const at = now();
  const requestId = randomUUID();
  const asking = { viewer: publicViewer, requestId, now: at };
  event.locals.requestId = requestId;
  event.locals.now = at;
  event.locals.today = civilDay(at, settings.TIME_ZONE);
  event.locals.ask = (work) => asViewer(database, asking, work);
  event.locals.viewer = publicViewer;
  event.locals.askAs = async (account, work) =>
    asViewer(
      database,
      { ...asking, viewer: await accountViewer(database, account, event.locals.today) },
      work,
    );
  event.locals.files = cabinet.store;
  event.locals.intake = cabinet;
  event.locals.fileKey = cabinet.key;
  event.locals.remember = (name, work) => pages.remember(name, at, () => event.locals.ask(work));
}

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
  // The data of a page has the page's own address here (SvelteKit takes "/__data.json" off): it is never kept.
  const isPageItself = !event.isDataRequest && !event.isRemoteRequest;
  if (!isPublic || !isPageItself || !['GET', 'HEAD'].includes(request.method)) return render();

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
