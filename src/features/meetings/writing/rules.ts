/** Lines of a text that name somebody at their beginning, "@MoEWOE to share the plan by 15 Feb": perhaps action points. */
export function mentionsIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^[\s•*–-]+/u, '').trim())
    .filter((line) => /^@\p{L}/u.test(line));
}
