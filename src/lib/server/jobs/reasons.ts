import { shortenAddresses } from '#lib/mail/address.ts';

/** Why work failed, fit for a person's eyes: one line, no address of a person, no link that could open something. */
export function plainReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const oneLine = text
    .replace(/[^\P{C}\n\t]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/\bhttps?:\/\/[^\s<>"]+/gu, '[link]')
    .trim();
  return shortenAddresses(oneLine).slice(0, 300);
}
