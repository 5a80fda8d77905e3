export type Count = { most: number; seconds: number; left: number; resetSeconds: number; isWithin: boolean };

/** Keys remembered at a time; the oldest are forgotten first. */
const mostKeys = 20_000;

/**
 * At most `most` in `seconds` for each key, counted in this process: nothing is written for it. Several processes on one
 * database count each for itself.
 */
export class Limiter {
  readonly #most: number;
  readonly #seconds: number;
  readonly #windows = new Map<string, { since: number; taken: number }>();

  constructor({ most, seconds }: { most: number; seconds: number }) {
    this.#most = most;
    this.#seconds = seconds;
  }

  /** Counts one (or as many as it weighs) and says how it stands. */
  take(key: string, now: Date, weight = 1): Count {
    const found = this.#windows.get(key);
    const isOver = !found || now.getTime() - found.since >= this.#seconds * 1000;
    const window = isOver ? { since: now.getTime(), taken: 0 } : found;
    window.taken += weight;
    if (isOver) this.#remember(key, window);
    const left = Math.max(0, this.#most - window.taken);
    const resetSeconds = Math.max(1, Math.ceil(this.#seconds - (now.getTime() - window.since) / 1000));
    return {
      most: this.#most,
      seconds: this.#seconds,
      left,
      resetSeconds,
      isWithin: window.taken <= this.#most,
    };
  }

  /** What was counted turned out not to count. */
  giveBack(key: string, weight = 1): void {
    const window = this.#windows.get(key);
    if (window) window.taken -= weight;
  }

  #remember(key: string, window: { since: number; taken: number }): void {
    this.#windows.delete(key);
    this.#windows.set(key, window);
    const oldest = this.#windows.keys().next().value;
    if (this.#windows.size > mostKeys && oldest !== undefined) this.#windows.delete(oldest);
  }
}

/** Whom an address stands for: of IPv6 the network of 64 bits, which one subscriber has as a whole. */
export function subscriberOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/iu, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const filled = plain.includes('::')
    ? [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after]
    : groups;
  return filled.slice(0, 4).join(':').toLowerCase();
}
