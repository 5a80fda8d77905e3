import { expect, it } from 'vitest';
import { verdict } from './audit.mjs';

const report = (high: number) =>
  `npm warn something\n${JSON.stringify({ metadata: { vulnerabilities: { high, critical: 0, low: 3 } } })}\n`;

it.each([
  ['nothing known', report(0), true, ''],
  ['a high one known', report(1), false, '1 packages have a known high vulnerability'],
  ['an answer that is no report', '{"message": "405 Method Not Allowed"}', true, 'does not answer here'],
  ['no answer', 'npm error network', true, 'does not answer here'],
])('vulnerabilities: %s', (_what, output, passed, sentence) => {
  const result = verdict(output);
  expect(result.passed).toBe(passed);
  expect(result.output).toContain(sentence);
});
