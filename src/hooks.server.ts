import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import path from 'node:path';
import { renderIssue } from '#features/bulletins/server/jobs.ts';
import { civilDay } from '#lib/dates.ts';
import { ExpectedError } from '#lib/errors.ts';
import { isLang, type Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import { now } from '#lib/server/clock.ts';
import type { Database } from '#lib/server/db/database.ts';
import { tidy } from '#lib/server/auth/attempts.ts';
import { Door, type Session } from '#lib/server/auth/door.ts';
import { asViewer, publicViewer, type Viewer } from '#lib/server/db/viewer.ts';
import { Crowd } from '#lib/server/http/crowd.ts';
import { DataVersion } from '#lib/server/http/data-version.ts';
import { secure } from '#lib/server/http/headers.ts';
import { KeptPages } from '#lib/server/http/kept-pages.ts';
import { Page, type Answer, type Reader } from '#lib/server/http/page-cache.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { mayHaveSession, personal } from '#lib/server/http/session-cookie.ts';
import { installationSecret } from '#lib/server/secrets/secret.ts';
import { openFileStore } from '#lib/server/files/store.ts';
import { closePdfWorkers } from '#lib/server/pdf/render.ts';
import { openLog } from '#lib/server/log/log.ts';
import { providerOf, readSettings } from '#settings';
import { loadPacks, openDemonstration, openInstallation } from './installation.ts';

const settings = readSettings();
const log = openLog(settings.LOG_LEVEL);
const keptBytes = 64 * 1024 * 1024;
const files = openFileStore(path.join(settings.DATA_DIR, 'files'));
/** How often the outbox is looked at. */
const jobsEveryMilliseconds = 5000;
const doorTidiedEveryMilliseconds = 60 * 60 * 1000;
/** Requests answered at the same time; the last of them waits a few seconds for the embedded database. */
const crowd = new Crowd(200);
type RequestEvent = Parameters<Handle>[0]['event'];
type Resolve = Parameters<Handle>[0]['resolve'];
let database: Database;
let pages: KeptPages;
let door: Door;

export const init: ServerInit = async () => {
  const tell = globalThis.setuTell ?? ((sentence: string) => log.info(sentence));
  // The development server evaluates this module anew after each change: the database is opened once.
  database = globalThis.setuDatabase ??= await openInstallation(settings, tell);
  pages = new KeptPages(new DataVersion(database), settings.TIME_ZONE, keptBytes);
  globalThis.setuKeptPage = async (href, reader) => pages.find(await pages.key(href, now()))?.answer(reader);
  await loadPacks(database, settings, tell);
  const secret = installationSecret(settings.SECRET, settings.DATA_DIR);
  globalThis.setuSignIns = await openDemonstration(database, settings, { secret, now: now() });
  door = new Door(database, {
    origin: settings.ORIGIN ?? `http://${settings.HOST}:${String(settings.PORT)}`,
    secret,
    name: 'Setu',
    secondFactor: settings.SECOND_FACTOR,
    provider: providerOf(settings),
  });
  const jobs = openJobs(
    database,
    { 'bulletins.render': renderIssue(database, files, settings.ORIGIN) },
    (error) => log.error({ err: error }, 'a job failed'),
  );
  jobs.start(jobsEveryMilliseconds, now);
  setInterval(() => void tidyDoor(), doorTidiedEveryMilliseconds).unref();
  process.once('sveltekit:shutdown', () => void stop(jobs.stop));
};

/** Takes out sessions, proofs and counts that are over. */
async function tidyDoor(): Promise<void> {
  try {
    await tidy(door.means.db, now());
  } catch (error) {
    log.error({ err: error }, 'the door could not be tidied');
  }
}

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

/** The client, as far as it can be told: behind a proxy that names nobody, all are one. */
function addressOf(event: RequestEvent): string {
  try {
    return event.getClientAddress();
  } catch {
    return 'unknown';
  }
}

/** When and from where somebody asks; whoever it is asks as the public until `recognise` has looked. */
function prepare(event: RequestEvent): void {
  const { locals, request } = event;
  locals.requestId = randomUUID();
  locals.now = now();
  locals.today = civilDay(locals.now, settings.TIME_ZONE);
  locals.files = files;
  locals.door = door;
  locals.caller = {
    cookie: request.headers.get('cookie'),
    agent: request.headers.get('user-agent'),
    address: addressOf(event),
    requestId: locals.requestId,
    now: locals.now,
    today: locals.today,
  };
  locals.cookiesToSet = [];
  askAs(event, publicViewer, null);
}

/** Everything a route asks from now on is asked as this viewer. */
function askAs({ locals }: RequestEvent, viewer: Viewer, session: Session | null): void {
  const { requestId, now: at } = locals;
  locals.viewer = viewer;
  locals.session = session;
  locals.ask = (work) => asViewer(database, { viewer, requestId, now: at }, work);
  // What is remembered is what the public sees; a person's own answers are never put there.
  locals.remember = (name, work) =>
    viewer.kind === 'public'
      ? pages.remember(name, at, () => asViewer(database, { viewer: publicViewer, requestId, now: at }, work))
      : locals.ask(work);
}

/** Who asks: a good session that lacks nothing makes its person the viewer. */
async function recognise(event: RequestEvent): Promise<void> {
  const { session, cookies } = await door.sessionOf(event.locals.caller);
  event.locals.cookiesToSet.push(...cookies);
  if (!session) return;
  const { id: account, name: actor } = session.account;
  const viewer: Viewer = session.lacks
    ? publicViewer
    : { kind: 'person', account, actor, access: session.access };
  askAs(event, viewer, session);
}

/** The gallery of components holds no data. */
const openDesk = '/[lang=lang]/(desk)/desk/design';

/** Where somebody is sent who may not be at a desk page as they are; null lets them in. */
function sentAway({ route, url, locals }: RequestEvent): string | null {
  if (!route.id?.includes('/(desk)/') || route.id === openDesk) return null;
  if (locals.viewer.kind === 'person') return null;
  const page = locals.session?.lacks ?? 'sign-in';
  return `/${langOf(url.pathname)}/${page}?to=${encodeURIComponent(url.pathname + url.search)}`;
}

/** Marks the renderer leaves for scripts in the browser; pages that ship none do without. */
const hydrationMarks = /<!--(?:\[[-!\d]*|\]|)-->/gu;
const scripts = /<script(?! type="application\/ld\+json")/u;
const disabledStyles = /<link href="[^"]*" rel="stylesheet" disabled media="\(max-width: 0\)">\s*/gu;

export const handle: Handle = ({ event, resolve }) => {
  prepare(event);
  return crowd.admit(
    () => admit(event, resolve),
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

/** Recognises who asks, keeps the desk to those who have one, and marks what is made for one person. */
async function admit(event: RequestEvent, resolve: Resolve): Promise<Response> {
  const { locals, request } = event;
  const isPersonal = mayHaveSession(request.headers.get('cookie'));
  if (isPersonal) await recognise(event);
  const elsewhere = sentAway(event);
  const response = elsewhere
    ? secure(new Response(null, { status: 303, headers: { location: elsewhere } }), locals.requestId)
    : await answer(event, resolve, isPersonal);
  noteRefusal(event, response.status);
  for (const cookie of locals.cookiesToSet) response.headers.append('set-cookie', cookie);
  const isTheirs = isPersonal || elsewhere !== null || locals.cookiesToSet.length > 0;
  if (isTheirs) for (const [name, value] of Object.entries(personal)) response.headers.set(name, value);
  return response;
}

/** Failed sign-ins, wrong codes and the like, for whoever watches the log; never what was typed, nor a link. */
function noteRefusal({ request, route, locals }: RequestEvent, status: number): void {
  if (request.method !== 'POST' || status < 400 || !route.id?.includes('/(door)/')) return;
  const { requestId, caller } = locals;
  log.warn({ requestId, route: route.id, address: caller.address, status }, 'refused at the door');
}

async function answer(event: RequestEvent, resolve: Resolve, isPersonal: boolean): Promise<Response> {
  const { request, url, locals } = event;
  const render = async () => {
    const response = await resolve(event, {
      transformPageChunk: ({ html }) => {
        const page = html.replace('%lang%', langOf(url.pathname));
        return scripts.test(page) ? page : page.replace(hydrationMarks, '').replace(disabledStyles, '');
      },
    });
    return secure(response, locals.requestId);
  };
  if (isPersonal || !mayBeKept(event)) return render();

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

/**
 * A public page itself, not its data: that has the page's own address here (SvelteKit takes "/__data.json" off) and is
 * never kept.
 */
function mayBeKept({ request, route, isDataRequest, isRemoteRequest }: RequestEvent): boolean {
  const isPublic = route.id?.includes('(public)') ?? false;
  return isPublic && !isDataRequest && !isRemoteRequest && ['GET', 'HEAD'].includes(request.method);
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

const pathFor = ({ route, url }: { route: { id: string | null }; url: URL }) =>
  route.id?.includes('/(door)/') ? route.id : url.pathname;

export const handleError: HandleServerError = ({ error, kind, event }) => {
  const id = event.locals.requestId;
  if (error instanceof ExpectedError)
    return { status: error.status, message: error.code, values: error.values, id };
  if (kind === 'unknown')
    // The address of a page at the door may hold the token of a link.
    log.error({ requestId: id, path: pathFor(event), err: error }, 'unexpected error');
  return { id };
};
