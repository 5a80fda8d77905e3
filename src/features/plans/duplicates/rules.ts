/** From how alike two titles are on (pg_trgm, 0 to 1) they count as similar. */
export const similarFrom = 0.4;

/** What two actions have in common. */
export type Common = {
  objectives: string[];
  districts: number;
  /** How alike their titles are, 0 to 1, in the language in which they are more so. */
  likeness: number;
};
export type Ground = 'objective' | 'district' | 'title';

/** Why two actions whose periods meet may be one and the same. */
export function groundsOf({ objectives, districts, likeness }: Common): Ground[] {
  const grounds: [Ground, boolean][] = [
    ['objective', objectives.length > 0],
    ['district', districts > 0],
    ['title', likeness >= similarFrom],
  ];
  return grounds.filter(([, holds]) => holds).map(([ground]) => ground);
}

/** Two of three grounds raise a flag: one alone is what actions of one plan always share. */
export function isFlagged(common: Common): boolean {
  return groundsOf(common).length >= 2;
}
