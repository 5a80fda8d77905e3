import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { answerByCode } from '#features/meetings/answers/server/commands.ts';
import { byCode } from '#features/meetings/answers/server/queries.ts';
import { noInvitation } from '#features/meetings/invitations/errors.ts';
import { civilDay } from '#lib/dates.ts';
import { ExpectedError } from '#lib/errors.ts';
import { isLang, type Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import { isApi } from '#lib/server/api/gate.ts';
import { problem } from '#lib/server/api/problem.ts';
import { now } from '#lib/server/clock.ts';
import type { Session } from '#lib/server/auth/door.ts';
import { asAccount } from '#lib/server/db/account-viewer.ts';
import { asReader, asViewer, publicViewer, type Viewer } from '#lib/server/db/viewer.ts';
import { Crowd } from '#lib/server/http/crowd.ts';
import { secure } from '#lib/server/http/headers.ts';
import { Page, readerOf, responseOf } from '#lib/server/http/page-cache.ts';
import { mayHaveSession, personal } from '#lib/server/http/session-cookie.ts';
import { codeOfToken } from '#lib/server/secrets/answer-links.ts';
import { accountOfToken } from '#lib/server/mail/stop-links.ts';
import { endWeekly } from '#lib/server/mail/weekly.ts';
import { keepUnsent } from '#lib/unsent.ts';
import { log, openServices, post, settings, type Services } from './services.ts';

/** Requests answered at the same time; the last of them waits a few seconds for the embedded database. */
const crowd = new Crowd(200);
type RequestEvent = Parameters<Handle>[0]['event'];
type Resolve = Parameters<Handle>[0]['resolve'];
let services: Services;

export const init: ServerInit = async () => {
  services = await openServices();
};

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
  locals.files = services.cabinet.store;
  locals.intake = services.cabinet;
  locals.fileKey = services.cabinet.key;
  locals.askAs = (account, work) => asAccount(services.database, account, locals, work);
  locals.mail = mailOfRequests();
  locals.invitation = invitationOfRequests(locals);
  locals.door = services.door;
  locals.caller = {
    cookie: request.headers.get('cookie'),
    agent: request.headers.get('user-agent'),
    address: addressOf(event),
    requestId: locals.requestId,
    now: locals.now,
    today: locals.today,
  };
  locals.cookiesToSet = [];
  locals.bearer = null;
  askAs(event, publicViewer, null);
}

/** Everything a route asks from now on is asked as this viewer. */
function askAs(event: RequestEvent, viewer: Viewer, session: Session | null): void {
  const { locals } = event;
  const { requestId, now: at, today } = locals;
  locals.viewer = viewer;
  locals.session = session;
  locals.ask = async (work) => {
    if (isApi(event.url.pathname))
      return asReader(services.database, { viewer, door: 'api', requestId, now: at, today }, work);
    const found = await asViewer(services.database, { viewer, requestId, now: at, today }, work);
    if (isPublicPage(event)) keepUnsent(found);
    return found;
  };
  // What is remembered is what the public sees; a person's own answers are never put there.
  locals.remember = (name, work) =>
    viewer.kind === 'public'
      ? services.pages.remember(name, at, () =>
          asViewer(services.database, { viewer: publicViewer, requestId, now: at }, work),
        )
      : locals.ask(work);
}

/** A page for everybody, which ships no script; the bare data of one is another answer. */
function isPublicPage({ route, isDataRequest, isRemoteRequest }: RequestEvent): boolean {
  // SvelteKit takes "/__data.json" off the address of a data request: it has the page's own.
  return (route.id?.includes('(public)') ?? false) && !isDataRequest && !isRemoteRequest;
}

/** What a route may know of mail and do about it without a session. */
function mailOfRequests(): App.Locals['mail'] {
  const { secret } = services.door.means;
  return {
    state: post?.kind ?? 'waiting',
    dayOf: (instant) => civilDay(instant, settings.TIME_ZONE),
    isLink: (token) => accountOfToken(secret, token) !== null,
    endWeekly: async (token) => {
      const account = accountOfToken(secret, token);
      if (account !== null) await endWeekly(services.database, account);
      return account !== null;
    },
  };
}

/** Whoever has the sealed address of an invitation answers it; the installation does it for them. */
function invitationOfRequests({ requestId, now: at, today }: App.Locals): App.Locals['invitation'] {
  const { secret } = services.door.means;
  const viewer: Viewer = { kind: 'system', actor: 'an invitation' };
  const asInvited = <T>(work: Parameters<typeof asViewer<T>>[2]) =>
    asViewer(services.database, { viewer, requestId, now: at }, work);
  return {
    open: async (token) => {
      const code = codeOfToken(secret, token);
      return code === null ? null : asInvited((tx) => byCode(tx, code, today));
    },
    answer: async (token, answer) => {
      const code = codeOfToken(secret, token);
      if (code === null) throw noInvitation();
      await asInvited((tx) => answerByCode(tx, code, answer, today));
    },
  };
}

/** Who asks: a good session that lacks nothing makes its person the viewer. */
async function recognise(event: RequestEvent): Promise<void> {
  const { session, cookies } = await services.door.sessionOf(event.locals.caller);
  event.locals.cookiesToSet.push(...cookies);
  if (!session) return;
  const { id: account, name: actor } = session.account;
  const viewer: Viewer = session.lacks
    ? publicViewer
    : { kind: 'person', account, actor, access: session.access };
  askAs(event, viewer, session);
}

/** The galleries of components and of letters hold no data. */
const openDesk = '/[lang=lang]/(desk)/desk/design';

/** Where somebody is sent who may not be at a desk page as they are; null lets them in. */
function sentAway({ route, url, locals }: RequestEvent): string | null {
  if (!route.id?.includes('/(desk)/') || route.id.startsWith(openDesk)) return null;
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
  const isForPrograms = isApi(event.url.pathname);
  return crowd.admit(
    () => (isForPrograms ? answerProgram(event, resolve) : admit(event, resolve)),
    () => tooMany(event),
  );
};

/** Refused before anything is asked of the database. */
function tooMany({ url, locals }: RequestEvent): Response {
  if (isApi(url.pathname)) return secure(problem({ status: 503, code: 'api.busy' }), locals.requestId);
  const lang = langOf(url.pathname);
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-language': lang };
  const text = sayIn(lang)('ui_error_503_text');
  return secure(new Response(`${text}\n`, { status: 503, headers }), locals.requestId);
}

/** The machine interface: whoever shows a token asks as its owner; cookies are not looked at. */
async function answerProgram(event: RequestEvent, resolve: Resolve): Promise<Response> {
  const { request, url, locals, isDataRequest, isRemoteRequest } = event;
  const { address, now: at, today } = locals.caller;
  const route = isDataRequest || isRemoteRequest ? null : event.route.id;
  const response = await services.gate.answer(
    { request, url, route, address, now: at, today },
    (viewer, bearer) => {
      locals.bearer = bearer;
      askAs(event, viewer, null);
      return Promise.resolve(resolve(event));
    },
  );
  return secure(response, locals.requestId);
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

/** The address of a page at the door may hold the token of a link: its route is enough. */
const pathFor = ({ route, url }: { route: { id: string | null }; url: URL }) =>
  route.id?.includes('/(door)/') ? route.id : url.pathname;

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
  const key = await services.pages.key(url.href, locals.now);
  const kept = services.pages.find(key);
  if (kept) return responseOf(await kept.answer(reader), locals.requestId);
  const response = await render();
  if (response.status !== 200) return response;
  const page = await Page.of(response);
  if (request.method === 'GET') services.pages.keep(key, page);
  return responseOf(await page.answer(reader), locals.requestId);
}

/**
 * A public page itself, not its data: that has the page's own address here (SvelteKit takes "/__data.json" off) and is
 * never kept.
 */
function mayBeKept(event: RequestEvent): boolean {
  return isPublicPage(event) && ['GET', 'HEAD'].includes(event.request.method);
}

export const handleError: HandleServerError = ({ error, kind, event }) => {
  const id = event.locals.requestId;
  if (error instanceof ExpectedError)
    return { status: error.status, message: error.code, values: error.values, id };
  if (kind === 'unknown') log.error({ requestId: id, path: pathFor(event), err: error }, 'unexpected error');
  return { id };
};
