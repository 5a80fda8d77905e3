/** Chance that gives the same again for the same seed (mulberry32, by Tommy Ettinger, in the public domain). */
export class Chance {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 up to below `n`. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** So likely. */
  is(likely: number): boolean {
    return this.next() < likely;
  }

  /** One of these; throws where there is none. */
  of<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new Error('there is nothing to choose from');
    return one;
  }
}
