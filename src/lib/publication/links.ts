/** The schemes a reader may be sent to. Everything else (javascript:, data:, file:, plain http:) is refused. */
const schemes = new Set(['https:', 'mailto:']);
const longest = 2000;

/** A link to somewhere else: its address in normal form, or null when it is not https or mailto or not readable. */
export function safeHref(raw: string): string | null {
  if (raw.length > longest || /[\s\p{Cc}]/u.test(raw) || !URL.canParse(raw)) return null;
  const url = new URL(raw);
  if (!schemes.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.href;
}

/** The address of a record: a path on this site ("/en/bodies/bdunnm"), or a safe link elsewhere; otherwise null. */
export function recordHref(raw: string): string | null {
  if (!raw.startsWith('/')) return safeHref(raw);
  return raw.length <= longest && /^\/(?![/\\])[^\s\p{Cc}\\]*$/u.test(raw) ? raw : null;
}
