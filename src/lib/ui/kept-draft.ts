/** What stands in the sections of a form that are kept: per section its name for people, and its controls. */
export type Kept = { place: string; controls: Record<string, string>; typed: string[] }[];

/** Sections that differ from what the form was opened with. */
export type Draft = { at: number; places: string[]; controls: Record<string, string> };

/** Nobody waits longer for what they did not save; a shared computer forgets it. */
const keptMilliseconds = 7 * 24 * 3_600_000;

/** Reads the sections marked `data-kept`. */
export function keptIn(form: HTMLFormElement): Kept {
  return [...form.querySelectorAll<HTMLElement>('[data-kept]')].map((section) => {
    const controls = [
      ...section.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input[name], textarea[name]'),
    ];
    return {
      place: section.querySelector('h2, h3')?.firstChild?.textContent?.trim() ?? '',
      controls: Object.fromEntries(controls.map(({ name, value }) => [name, value])),
      typed: controls.filter(({ localName }) => localName === 'textarea').map(({ name }) => name),
    };
  });
}

const isChanged = (now: Kept[number], before: Kept[number] | undefined) =>
  now.typed.some((name) => now.controls[name] !== before?.controls[name]);

/** What of a form is worth keeping; null when nothing was typed. */
export function draftOf(now: Kept, opened: Kept, at: number): Draft | null {
  const changed = now.filter((section, index) => isChanged(section, opened[index]));
  if (changed.length === 0) return null;
  return {
    at,
    places: changed.map(({ place }) => place),
    controls: Object.assign({}, ...changed.map(({ controls }) => controls)) as Record<string, string>,
  };
}

/** Is a draft to be offered: not too old, and not what the form says anyway? */
export function isFresh(draft: Draft, opened: Kept, now: number): boolean {
  if (now - draft.at > keptMilliseconds) return false;
  return opened.some(({ controls, typed }) =>
    typed.some((name) => {
      const kept = draft.controls[name];
      return kept !== undefined && kept.trim() !== (controls[name] ?? '').trim();
    }),
  );
}

/** Puts a draft back into the form, with what it was written on. */
export function putBack(form: HTMLFormElement, { controls }: Draft): void {
  for (const [name, value] of Object.entries(controls)) {
    const control = form.elements.namedItem(name);
    if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) control.value = value;
  }
}
