const folded = (text: string) => text.normalize('NFC').toLowerCase();

/** Who of these people is named with an @ in a text: the whole name, which no letter follows. The longest name counts. */
export function mentionedIn<Person extends { name: string }>(
  text: string,
  people: readonly Person[],
): Person[] {
  const longest = [...people].sort((a, b) => b.name.length - a.name.length);
  const found = new Set<Person>();
  for (const { index } of text.matchAll(/@/gu)) {
    const rest = folded(text.slice(index + 1));
    const person = longest.find(({ name }) => {
      const sought = folded(name.trim());
      return (
        sought !== '' && rest.startsWith(sought) && !/^[\p{L}\p{M}\p{N}]/u.test(rest.slice(sought.length))
      );
    });
    if (person) found.add(person);
  }
  return [...found];
}
