/** What became of the replies in a file, by the address of who answered; `elsewhere` are those to other meetings. */
export type TakenReplies = { taken: string[]; older: string[]; unknown: string[]; elsewhere: number };

type Replied = { sequence: number; stamp: Date };

/** In the order in which they count: by the state of the meeting they answer, then by when they were made. */
export function sortReplies<T extends Replied>(replies: readonly T[]): T[] {
  return [...replies].sort((a, b) => a.sequence - b.sequence || a.stamp.getTime() - b.stamp.getTime());
}

/** What is known of an invitation when a reply to it comes in. */
type Known = {
  sequence: number;
  sentWhen: string | null;
  answeredAt: Date | null;
  answeredWhen: string | null;
};

/**
 * Does a reply count, as given when and for which time? Null when what is there was said later, or says something about
 * the present time where the reply answers an earlier letter. A clock that runs ahead does not lock out what follows.
 * A reply to an earlier letter is an answer to a time we no longer know: `when` is then ''.
 */
export function standOf(
  { sequence, stamp }: Replied,
  { sequence: sent, sentWhen, answeredAt, answeredWhen }: Known,
  now: Date,
): { at: Date; when: string } | null {
  const at = stamp < now ? stamp : now;
  const isEarlier = sequence < sent;
  const isPresent = answeredWhen === sentWhen;
  // What answers the present time comes before what answers an earlier one; among equals the later one counts.
  const isOutdone = isPresent === !isEarlier ? answeredAt !== null && at <= answeredAt : isPresent;
  if (answeredAt !== null && isOutdone) return null;
  return { at, when: isEarlier ? '' : (sentWhen ?? '') };
}
