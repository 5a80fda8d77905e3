import type { Settings } from '#settings';
import type { Letterhead } from './compose.ts';
import type { Post } from './post.ts';
import type { Smtp } from './smtp.ts';

/** How letters leave this installation; `waiting` when no mail server is set: they stay in the outbox. */
export type MailState = 'shown' | 'server' | 'waiting';

/** Where letters go, as the settings say. A demonstration sends nothing, whatever is set. Null: they wait. */
export function postOf(
  settings: Settings,
  { origin, demonstration }: { origin: string; demonstration: boolean },
): Post | null {
  const from = settings.MAIL_FROM ?? { name: '', address: 'no-reply@setu.invalid' };
  const head: Letterhead = {
    origin,
    from,
    replyTo: settings.MAIL_REPLY_TO ?? null,
    timeZone: settings.TIME_ZONE,
  };
  if (demonstration) return { kind: 'shown', head };
  const smtp = smtpOf(settings);
  if (!smtp) return null;
  return { kind: 'server', smtp, head, bounce: settings.MAIL_BOUNCE?.address ?? from.address };
}

function smtpOf(settings: Settings): Smtp | null {
  const { SMTP_URL, SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASSWORD, SMTP_TLS } = settings;
  const tls = (host: string) => SMTP_TLS === 'required' && !isThisMachine(host);
  if (SMTP_URL !== undefined) {
    const { protocol, hostname, port, username, password } = new URL(SMTP_URL);
    const secure = protocol === 'smtps:';
    return {
      host: hostname.replace(/^\[|\]$/gu, ''),
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      requireTls: tls(hostname),
      user: username === '' ? null : decodeURIComponent(username),
      password: password === '' ? null : decodeURIComponent(password),
    };
  }
  if (SMTP_HOST === undefined) return null;
  return {
    host: SMTP_HOST,
    port: SMTP_PORT,
    secure: SMTP_PORT === 465,
    requireTls: tls(SMTP_HOST),
    user: SMTP_USER ?? null,
    password: SMTP_PASSWORD ?? null,
  };
}

const isThisMachine = (host: string) => /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/u.test(host);
