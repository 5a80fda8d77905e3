/**
 * The server entry: wraps the built handler (build/handler.js) with what SvelteKit leaves to us:
 * the origin at run time, limits, a clean stop, and one clear sentence when starting is not possible.
 * Run by `npm start` through scripts/start.mjs; needs Node 24 (type stripping).
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import process from 'node:process';
import { arrivalTime, bodyRefusal, largestBody, longestArrival } from './src/lib/server/http/bodies.ts';
import { always } from './src/lib/server/http/headers.ts';
import { mayHaveSession } from './src/lib/server/http/session-cookie.ts';
import { readSettings, SettingsError, type Settings } from './src/settings.ts';

/** SvelteKit reads the origin from these two headers; whatever a client sends in them is overwritten. */
const protocolHeader = 'x-setu-protocol';
const hostHeader = 'x-setu-host';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const tell = (sentence: string) => void process.stdout.write(`${sentence}\n`);

function fail(sentence: string): never {
  process.stderr.write(`Setu cannot start. ${sentence}\n`);
  process.exit(1);
}

/** Listening comes first: a busy port must not leave a half-started database behind. */
async function listen(server: Server, settings: Settings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.PORT, settings.HOST, resolve);
  });
}

function sentenceFor(error: unknown, settings: Settings): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const port = String(settings.PORT);
  const notOurs = `HOST ${settings.HOST} is not an address of this machine.`;
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} is in use; stop the other program or set PORT.`,
    EACCES: `This user may not listen on ${settings.HOST}:${port}; choose a PORT above 1023.`,
    EADDRNOTAVAIL: notOurs,
    ENOTFOUND: notOurs,
  };
  if (sentences[code]) return sentences[code];
  const isOperatorError =
    error instanceof Error && ['DatabaseUnusable', 'BrokenPack'].includes(error.constructor.name);
  if (isOperatorError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function loadHandler(settings: Settings, origin: URL): Promise<Handler> {
  process.env['PROTOCOL_HEADER'] = protocolHeader;
  process.env['HOST_HEADER'] = hostHeader;
  // What each address takes is decided below (bodyRefusal).
  process.env['BODY_SIZE_LIMIT'] = String(largestBody);
  if (settings.CLIENT_ADDRESS_HEADER) process.env['ADDRESS_HEADER'] = settings.CLIENT_ADDRESS_HEADER;
  globalThis.setuTell = tell;
  const built = new URL('./build/handler.js', import.meta.url).href;
  const { handler } = (await import(built)) as { handler: Handler };
  return (request, response) => {
    // Behind a proxy the one public address counts; otherwise the address the reader typed.
    request.headers[protocolHeader] = settings.ORIGIN ? origin.protocol.slice(0, -1) : 'http';
    request.headers[hostHeader] = settings.ORIGIN ? origin.host : (request.headers.host ?? origin.host);
    if (isOneClick(request))
      request.headers.origin = `${request.headers[protocolHeader]}://${request.headers[hostHeader]}`;
    // Also where SvelteKit answers without asking us: static files, redirects of its own, refusals.
    for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
    if (!isSound(request)) {
      response.writeHead(400, { 'content-type': 'text/plain' }).end('Bad Request\n');
    } else if (mayArrive(request, response)) void answer(request, response, handler);
  };
}

/** Refuses a body that is too large before reading it, and gives up on one that takes too long. */
function mayArrive(request: IncomingMessage, response: ServerResponse): boolean {
  const { method = 'GET', headers } = request;
  const [path = '/'] = (request.url ?? '/').split('?');
  const isChunked = headers['transfer-encoding'] !== undefined;
  const status = bodyRefusal({ method, path, contentLength: headers['content-length'], isChunked });
  if (status !== null) {
    const text = status === 413 ? 'Too large / ফাইলটি অনেক বড়' : 'Length Required';
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
    response.end(`${text}\n`);
    return false;
  }
  const patience = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, arrivalTime(path));
  request.once('close', () => clearTimeout(patience));
  return true;
}

/** A name or address with a port, as a Host header has it: it becomes part of addresses we write. */
const hostShape = /^(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/iu;

/**
 * A reader's mail program ends a regular letter with one POST (RFC 8058): no page of ours sends it, so it names no
 * origin. The signed link alone decides; nothing else is written there, and a page elsewhere always names its origin.
 */
function isOneClick({ method, url = '', headers }: IncomingMessage): boolean {
  return (
    method === 'POST' && headers.origin === undefined && /^\/(?:en|bn)\/letters\/stop\/[\w.-]+$/u.test(url)
  );
}

/** Only a path of ours may be asked for: "*" and whole addresses would be glued to our own. */
function isSound({ url = '', headers }: IncomingMessage): boolean {
  return url.startsWith('/') && hostShape.test(String(headers[hostHeader]));
}

/** A public page that is kept is sent from here: most readers never reach the application. */
async function answer(request: IncomingMessage, response: ServerResponse, handler: Handler): Promise<void> {
  const { method = 'GET' } = request;
  const kept = method === 'GET' || method === 'HEAD' ? await keptPage(request, method) : undefined;
  if (!kept) {
    handler(request, response);
    return;
  }
  response.writeHead(kept.status, { ...kept.headers, 'x-request-id': randomUUID() });
  response.end(kept.body ?? undefined);
}

async function keptPage({ url = '/', headers }: IncomingMessage, method: string) {
  // A signed-in person's pages are made for them alone.
  if (mayHaveSession(headers.cookie)) return undefined;
  // Probes and static files do not wait for the database.
  if (!/^\/(?:en|bn)(?:[/?]|$)/u.test(url)) return undefined;
  const href = `${String(headers[protocolHeader])}://${String(headers[hostHeader])}${url}`;
  const reader = {
    method,
    ifNoneMatch: headers['if-none-match'] ?? null,
    acceptEncoding: headers['accept-encoding']?.toString() ?? null,
  };
  try {
    return await globalThis.setuKeptPage?.(href, reader);
  } catch {
    // The application meets the same trouble and knows how to say it.
    return undefined;
  }
}

function stopCleanly(server: Server): void {
  const events: NodeJS.EventEmitter = process;
  const stop = () => {
    // The application closes its database on this event (src/hooks.server.ts); then nothing keeps us running.
    server.close(() => events.emit('sveltekit:shutdown'));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5000).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

async function start(): Promise<void> {
  let settings: Settings;
  try {
    settings = readSettings();
  } catch (error) {
    if (error instanceof SettingsError) fail(error.message);
    throw error;
  }
  const origin = new URL(settings.ORIGIN ?? `http://${settings.HOST}:${String(settings.PORT)}`);
  let handler: Handler = (_, response) =>
    response.writeHead(503, { 'retry-after': '5' }).end('Setu is starting.');
  const server = createServer((request, response) => handler(request, response));
  server.requestTimeout = longestArrival;
  server.headersTimeout = 20_000;
  try {
    await listen(server, settings);
    handler = await loadHandler(settings, origin);
  } catch (error) {
    fail(sentenceFor(error, settings));
  }
  stopCleanly(server);
  tell(`\nSetu is at ${origin.href}en (English) and ${origin.href}bn (বাংলা).`);
  for (const line of globalThis.setuSignIns ?? []) tell(line);
  tell('Ctrl-C stops it; the data stays.');
}

await start();
