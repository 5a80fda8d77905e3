import { clientHeader } from './engine.ts';

/** Who knocks: what of a request the door looks at. */
export type Caller = {
  cookie: string | null;
  agent: string | null;
  /** Address of the client, as the server or a trusted proxy saw it. */
  address: string;
  requestId: string;
  now: Date;
  /** The civil day of the country, on which rights are asked for. */
  today: string;
};

/** What better-auth gets to see of a request. */
export function headersOf({ cookie, agent, address }: Caller): Headers {
  const headers = new Headers({ [clientHeader]: address });
  if (cookie) headers.set('cookie', cookie);
  if (agent) headers.set('user-agent', agent.slice(0, 300));
  return headers;
}

/** A cookie the client sent, or undefined. */
export function cookieOf({ cookie }: Pick<Caller, 'cookie'>, name: string): string | undefined {
  for (const pair of (cookie ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}
