import pino from 'pino';
import type { Settings } from '#settings';

/** JSON lines with a request id and no personal data: addresses are logged without their query. */
export type Log = pino.Logger;

export function openLog(level: Settings['LOG_LEVEL']): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
