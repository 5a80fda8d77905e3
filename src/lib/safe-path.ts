const ofThisSite = /^\/(?:en|bn)(?:[/?#]|$)/u;

/**
 * A path of this site to go on to, from a place anybody can write into (?to=). Whole addresses, "//other.example",
 * backslashes and control characters lead to `fallback`.
 */
export function safePath(given: string | null | undefined, fallback: string): string {
  if (!given || given.length > 500 || !ofThisSite.test(given)) return fallback;
  if (/[\\\p{Cc}\s]/u.test(given)) return fallback;
  const base = 'https://setu.invalid';
  if (!URL.canParse(given, base)) return fallback;
  const url = new URL(given, base);
  // Dots can lead out of the language again: "/en/..//evil.example" is read as "//evil.example".
  const isHere = url.origin === base && ofThisSite.test(url.pathname);
  return isHere ? url.pathname + url.search + url.hash : fallback;
}
