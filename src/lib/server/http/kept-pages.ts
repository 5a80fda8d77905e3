import { civilDay } from '#lib/dates.ts';
import type { DataVersion } from './data-version.ts';
import { PageCache, type Page } from './page-cache.ts';

/** Files are the same whatever is asked of them: made-up queries must not have them made again. */
const fileAddress = /^([^?#]*\.(?:atom|csv|ics|json|pdf))\?.*$/su;

const addressOf = (href: string) => href.replace(fileAddress, '$1');

/**
 * Public pages by the state of the data, the civil day and the address: the same three give the same page
 * (docs/decisions/0020). Also small values every page needs, remembered for one state of the data.
 */
export class KeptPages {
  readonly #pages: PageCache;
  readonly #version: Pick<DataVersion, 'current'>;
  readonly #timeZone: string;
  readonly #remembered = new Map<string, { version: string; value: Promise<unknown> }>();

  constructor(version: Pick<DataVersion, 'current'>, timeZone: string, limitBytes: number) {
    this.#version = version;
    this.#timeZone = timeZone;
    this.#pages = new PageCache(limitBytes);
  }

  /** What a page is kept under. Ask before the page is made: its data may change while it is. */
  async key(href: string, now: Date): Promise<string> {
    return `${await this.#version.current(now)} ${civilDay(now, this.#timeZone)} ${addressOf(href)}`;
  }

  find(key: string): Page | undefined {
    return this.#pages.get(key);
  }

  keep(key: string, page: Page): void {
    this.#pages.set(key, page);
  }

  /** The value of `read` for this state of the data; `name` says what it is. A failure is not remembered. */
  async remember<T>(name: string, now: Date, read: () => Promise<T>): Promise<T> {
    const version = await this.#version.current(now);
    const known = this.#remembered.get(name);
    if (known?.version === version) return known.value as Promise<T>;
    const value = read();
    this.#remembered.set(name, { version, value });
    value.catch(() => this.#remembered.delete(name));
    return value;
  }
}
