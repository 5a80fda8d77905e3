/** The one door to the clock. Everything else takes `now` as an argument. */
export function now(): Date {
  return new Date();
}
