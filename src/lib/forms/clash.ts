import { controlsOf, isText, type FormField, type Typed } from './fields.ts';

/** Who changed a field last, and when. */
export type Changed = { actor: string; at: Date };

/**
 * One field that is not as the form has it. `mine`: only whoever filled in the form changed it; `theirs`: only somebody
 * else did; `both`: the person must choose.
 */
export type Difference = { field: FormField; touched: 'mine' | 'theirs' | 'both'; by: Changed | null };

export type Clash = { version: number; differences: Difference[]; stands: Typed };

/** Prefix of the controls by which a person says which of two values shall stand. */
export const choicePrefix = 'keep.';

const belongs = (field: FormField, name: string) =>
  field.kind === 'rows' ? name.startsWith(`${field.name}.`) : controlsOf(field).includes(name);

/** What a form says about one field, as one text that can be compared. */
function stateOf(field: FormField, typed: Typed): string {
  const own = Object.entries(typed)
    .filter(([name, value]) => belongs(field, name) && value.trim() !== '')
    .map(([name, value]) => [name, value.replaceAll('\r\n', '\n').trim()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  // The source language of an empty text says nothing.
  return isText(field) && own.every(([name]) => name.endsWith('.source')) ? '[]' : JSON.stringify(own);
}

/** The fields in which what was typed is not what stands; `base` is what stood when the form was opened. */
export function differencesOf(
  fields: readonly FormField[],
  { typed, base, stands }: { typed: Typed; base: Typed; stands: Typed },
  changedBy: (field: FormField) => Changed | null,
): Difference[] {
  return fields.flatMap((field): Difference[] => {
    const [mine, before, theirs] = [typed, base, stands].map((state) => stateOf(field, state));
    if (mine === theirs) return [];
    const by = changedBy(field);
    // Who may not know what stood there meanwhile still learns that somebody changed it.
    const touched = mine === before ? 'theirs' : theirs === before && by === null ? 'mine' : 'both';
    return [{ field, touched, by }];
  });
}

/** What was typed, with what stands in every field where the person chose that. Throws nothing; an odd choice is none. */
export function resolved(
  fields: readonly FormField[],
  { typed, stands }: { typed: Typed; stands: Typed },
  choices: ReadonlyMap<string, string>,
): Typed {
  const theirs = fields.filter((field) => choices.get(choicePrefix + field.name) === 'theirs');
  const isTheirs = (name: string) => theirs.some((field) => belongs(field, name));
  return Object.fromEntries([
    ...Object.entries(typed).filter(([name]) => !isTheirs(name)),
    ...Object.entries(stands).filter(([name]) => isTheirs(name)),
  ]);
}
