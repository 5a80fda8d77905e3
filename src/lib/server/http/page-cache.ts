import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compress = {
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 6 }),
};
type Encoding = keyof typeof compress;

/** What of a request decides how a page is sent. */
export type Reader = { method: string; ifNoneMatch: string | null; acceptEncoding: string | null };
export type Answer = {
  status: 200 | 304;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | null;
};

/** Headers and objects of a kept page, generously. */
const overheadBytes = 3000;

/** A rendered public answer, kept with its compressed forms. */
export class Page {
  readonly headers: [string, string][];
  readonly etag: string;
  readonly #body: Uint8Array<ArrayBuffer>;
  readonly #encoded = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();

  constructor(headers: [string, string][], body: Uint8Array<ArrayBuffer>) {
    this.headers = headers;
    this.#body = body;
    this.etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  }

  static async of(response: Response): Promise<Page> {
    const dropped = ['content-length', 'etag', 'x-sveltekit-page', 'x-request-id'];
    const headers = [...response.headers].filter(([name]) => !dropped.includes(name));
    return new Page(headers, new Uint8Array(await response.arrayBuffer()));
  }

  /** Bytes it may come to hold: the body, both compressed forms (no shorter for a PDF), and the headers. */
  get size(): number {
    return this.#body.byteLength * 3 + overheadBytes;
  }

  /** The answer to this reader: 304 when the page is at hand there already, else compressed as the reader accepts. */
  async answer({ method, ifNoneMatch, acceptEncoding }: Reader): Promise<Answer> {
    const headers: Record<string, string> = {
      'cache-control': 'public, max-age=0, must-revalidate',
      ...Object.fromEntries(this.headers),
      etag: this.etag,
      vary: 'accept-encoding',
    };
    if (holds(ifNoneMatch, this.etag)) {
      delete headers['content-type'];
      return { status: 304, headers, body: null };
    }
    const encoding = this.#body.byteLength > 1000 ? accepted(acceptEncoding) : null;
    const body = encoding ? await this.#encode(encoding) : this.#body;
    if (encoding) headers['content-encoding'] = encoding;
    headers['content-length'] = String(body.byteLength);
    return { status: 200, headers, body: method === 'HEAD' ? null : body };
  }

  async #encode(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
    const found = this.#encoded.get(encoding);
    if (found) return found;
    const made = compress[encoding](this.#body).then((bytes) => new Uint8Array(bytes));
    this.#encoded.set(encoding, made);
    return made;
  }
}

function holds(ifNoneMatch: string | null, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((candidate) => candidate.trim().replace(/^W\//u, '') === etag);
}

function accepted(acceptEncoding: string | null): Encoding | null {
  const offered = (acceptEncoding ?? '').split(',').map((part) => part.trim());
  const takes = (name: string) =>
    offered.some((part) => part.startsWith(name) && !/;\s*q=0(\.0*)?$/u.test(part));
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : null;
}

/** Keeps the pages used last, up to a number of bytes. */
export class PageCache {
  readonly #pages = new Map<string, Page>();
  readonly #limit: number;
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  get(key: string): Page | undefined {
    const page = this.#pages.get(key);
    if (page) {
      this.#pages.delete(key);
      this.#pages.set(key, page);
    }
    return page;
  }

  set(key: string, page: Page): void {
    this.#drop(key);
    this.#pages.set(key, page);
    this.#bytes += sizeOf(key, page);
    for (const oldest of this.#pages.keys()) {
      if (this.#bytes <= this.#limit) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const page = this.#pages.get(key);
    if (page) this.#bytes -= sizeOf(key, page);
    this.#pages.delete(key);
  }
}

/** An address may be longer than its page, and a stranger chooses it. */
const sizeOf = (key: string, page: Page) => key.length * 2 + page.size;

/** What of a request decides how a kept page is sent. */
export function readerOf({ method, headers }: Request): Reader {
  return {
    method,
    ifNoneMatch: headers.get('if-none-match'),
    acceptEncoding: headers.get('accept-encoding'),
  };
}

/** A kept page as the answer to this request. */
export function responseOf({ status, headers, body }: Answer, requestId: string): Response {
  return new Response(body, { status, headers: { ...headers, 'x-request-id': requestId } });
}
