/** The failures a reader is told apart; everything else the reader caused is `other`. */
export type ErrorKind = '403' | '404' | '500' | '503' | 'other';

/** Which of the texts fits an HTTP status. Not signed in reads like not allowed; gone reads like not found. */
export function errorKind(status: number): ErrorKind {
  if (status === 401 || status === 403) return '403';
  if (status === 404 || status === 410) return '404';
  if (status === 502 || status === 503 || status === 504) return '503';
  return status >= 500 ? '500' : 'other';
}
