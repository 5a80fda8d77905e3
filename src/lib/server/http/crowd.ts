/**
 * How many requests may be answered at the same time. The embedded database serves one after another: whoever comes
 * when very many wait is better told at once to come back than kept waiting for a minute.
 */
export class Crowd {
  readonly #most: number;
  #inside = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** The answer of `work`, or of `refuse` when too many are being answered already. */
  async admit<T>(work: () => Promise<T>, refuse: () => T): Promise<T> {
    if (this.#inside >= this.#most) return refuse();
    this.#inside += 1;
    try {
      return await work();
    } finally {
      this.#inside -= 1;
    }
  }
}
