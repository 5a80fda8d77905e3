import type { Edited, Saved } from './change.ts';

/**
 * Saves records that may link to each other in any way, in circles too: all are written before any link to one of them
 * is. `othersOf` says which records an input links to; `write` saves them, with links or without.
 */
export async function inTwoPasses<Input extends { ref: string }>(
  inputs: readonly Edited<Input>[],
  othersOf: (input: Input) => readonly string[],
  write: (inputs: readonly Edited<Input>[], withLinks: boolean) => Promise<Saved[]>,
): Promise<Saved[]> {
  const own = new Set(inputs.map(({ ref }) => ref));
  if (!inputs.some((input) => othersOf(input).some((other) => own.has(other)))) return write(inputs, true);
  const written = await write(inputs, false);
  // Whose version was looked at is not looked at again: it is newer by what was just written.
  const linked = await write(
    inputs.map((input, at) =>
      written[at]?.outcome === 'unchanged' ? input : { ...input, expected: undefined },
    ),
    true,
  );
  return written.map((first, at) => {
    const second = linked[at];
    const outcome = first.outcome === 'unchanged' ? (second?.outcome ?? 'unchanged') : first.outcome;
    return { ...first, outcome, kept: [...new Set([...first.kept, ...(second?.kept ?? [])])] };
  });
}
