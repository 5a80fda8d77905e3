/** One thing that stands where it should not: which rule it breaks and what to do about it. */
export type Problem = { file: string; rule: string; fix: string };

export function printable({ file, rule, fix }: Problem): string {
  return `${file}\n  rule: ${rule}\n  fix:  ${fix}`;
}
