import { ExpectedError } from '#lib/errors.ts';

/** The protocol of resumable uploads (tus.io) in the version we speak. */
const version = '1.0.0';

export const protocolHeaders = { 'tus-resumable': version, 'cache-control': 'no-store' };

/**
 * Throws files.upload_protocol when a request does not say the version. No form of another site can send this header,
 * so it also keeps those away.
 */
export function protocol(headers: Headers): void {
  if (headers.get('tus-resumable') !== version) throw new ExpectedError('files.upload_protocol', 412);
}

/** The name in the header Upload-Metadata ("filename <base64>, …"); "file" when it has none. */
export function fileNameOf(metadata: string): string {
  const found = /(?:^|,)\s*filename ([A-Za-z0-9+/=]{1,2000})\s*(?:,|$)/u.exec(metadata.slice(0, 4000));
  const name = found?.[1] ? Buffer.from(found[1], 'base64').toString('utf8') : '';
  return name.slice(-300) || 'file';
}
