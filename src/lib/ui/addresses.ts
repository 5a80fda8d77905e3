import { isLang, type Lang } from '#lib/i18n/lang.ts';

/** The address of a page, as far as links need it; a `URL` is one. */
export type Address = { readonly pathname: string; readonly search: string };

/** A key of SvelteKit's named form actions ("?/create"), which must not travel on in links. */
const isActionKey = (key: string) => key.startsWith('/');

function addressOf(path: string, query: URLSearchParams): string {
  for (const key of [...query.keys()].filter(isActionKey)) query.delete(key);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** The same page and query in another language: "/en/x?q=1" becomes "/bn/x?q=1", "/" becomes "/bn". */
export function inLanguage(url: Address, lang: Lang): string {
  const [first = '', ...rest] = url.pathname.split('/').slice(1);
  const tail = isLang(first) ? rest : [first, ...rest];
  const path = ['', lang, ...tail].join('/').replace(/\/+$/u, '');
  return addressOf(path, new URLSearchParams(url.search));
}

/** The same page with some of its query changed; null takes a key away. */
export function withQuery(url: Address, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(url.search);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) query.delete(key);
    else query.set(key, value);
  }
  return addressOf(url.pathname, query);
}

export type SortDirection = 'ascending' | 'descending';
export type Sortable = { sortHref: string; sorted?: SortDirection };

/**
 * What a sortable column needs, from the address. The query says `sort=name` or, descending, `sort=-name`;
 * following the link of the sorted column turns its direction, and any new order begins at page 1.
 * @param standard the order of the list when the address names none
 */
export function sortable(url: Address, key: string, standard?: string): Sortable {
  const current = new URLSearchParams(url.search).get('sort') ?? standard;
  const sortHref = withQuery(url, { sort: current === key ? `-${key}` : key, page: null });
  if (current === key) return { sortHref, sorted: 'ascending' };
  if (current === `-${key}`) return { sortHref, sorted: 'descending' };
  return { sortHref };
}
