/**
 * Does the work and answers no earlier than after `milliseconds`, so that the time of the answer does not tell whether
 * there was anything to do. The work must take less.
 */
export async function evenly<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const even = new Promise((resolve) => setTimeout(resolve, milliseconds));
  const [done] = await Promise.allSettled([work(), even]);
  if (done.status === 'rejected') throw done.reason;
  return done.value;
}
