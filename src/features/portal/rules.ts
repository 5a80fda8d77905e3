import { guides } from '#features/portal/help/labels.ts';
import { isLang, langs, type Lang } from '#lib/i18n/lang.ts';

/** The language a browser prefers ("bn-BD,bn;q=0.9,en;q=0.8"); English when it names neither. */
export function preferredLang(acceptLanguage: string | null): Lang {
  const wishes = (acceptLanguage ?? '').split(',').map((wish) => {
    const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
    const quality = parameters
      .map((one) => /^\s*q=([\d.]+)/u.exec(one)?.[1])
      .find((one) => one !== undefined);
    return { lang: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
  });
  const known = wishes.filter((wish) => isLang(wish.lang) && wish.quality > 0);
  const best = known.sort((a, b) => b.quality - a.quality)[0]?.lang;
  return best !== undefined && isLang(best) ? best : 'en';
}

/** Pages that are no records: every list and text of the site. Without the language. */
export const standingPages = [
  '',
  '/objectives',
  '/principles',
  '/commitments',
  '/commitments/cycles',
  '/commitments/gaps',
  '/plan',
  '/evidence',
  '/organisations',
  '/bodies',
  '/meetings',
  '/decisions',
  '/indicators',
  '/bulletins',
  '/about',
  '/about/accessibility',
  '/help',
  ...guides.map(({ slug }) => `/help/${slug}`),
];

/** A page of the site map; `changed` is its last change, an ISO day. */
export type PageEntry = { path: string; changed: string | null };

const escaped = (text: string) => text.replace(/[&<>"']/gu, (sign) => `&#${String(sign.codePointAt(0))};`);

const frame = (root: string, inside: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>\n${inside.join('\n')}\n</${root.split(' ')[0] ?? ''}>\n`;

/** A site map (sitemaps.org, 0.9) that names each page once in every language, with the others as alternates. */
export function siteMap(origin: string, pages: readonly PageEntry[]): string {
  const root =
    'urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"';
  const addressIn = (lang: Lang, path: string) => escaped(`${origin}/${lang}${path}`);
  const alternates = (path: string) =>
    langs
      .map((lang) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${addressIn(lang, path)}"/>`)
      .join('');
  const entry = ({ path, changed }: PageEntry, lang: Lang) =>
    `<url><loc>${addressIn(lang, path)}</loc>${changed ? `<lastmod>${changed}</lastmod>` : ''}${alternates(path)}</url>`;
  return frame(
    root,
    pages.flatMap((page) => langs.map((lang) => entry(page, lang))),
  );
}

/** The index of a site map that needs several files. */
export function siteMapIndex(origin: string, pages: number): string {
  const files = Array.from(
    { length: pages },
    (_, index) => `${origin}/sitemap.xml?page=${String(index + 1)}`,
  );
  return frame(
    'sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"',
    files.map((file) => `<sitemap><loc>${escaped(file)}</loc></sitemap>`),
  );
}

/** Name, kind, one sentence of help, value in base units. */
export type Metric = [name: string, kind: 'gauge' | 'counter', help: string, value: number];

/** Metrics in the text exposition format of Prometheus, 0.0.4. */
export function metricsText(metrics: readonly Metric[]): string {
  return metrics
    .map(
      ([name, kind, help, value]) =>
        `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${name} ${String(value)}\n`,
    )
    .join('');
}
