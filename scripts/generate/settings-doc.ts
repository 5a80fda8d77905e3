/**
 * Writes the table of settings in docs/operations.md from src/settings.ts.
 * `--check` compares instead, and exits 1 when the document is out of date.
 */
import { settingsInput } from '../../src/settings.ts';
import { keepPart } from '../docs/generated-part.ts';
import { z } from 'zod';

type Setting = { description?: string; default?: unknown; enum?: unknown[] };

/** One row: name, what it is for, the values it may have where they are a list, what holds when it is not set. */
function row([name, setting]: [string, Setting]): string {
  const values = setting.enum ? ` One of ${setting.enum.map(code).join(', ')}.` : '';
  const initial = setting.default === undefined ? 'not set' : code(setting.default);
  return `| ${code(name)} | ${setting.description ?? ''}${values} | ${initial} |`;
}

function code(value: unknown): string {
  return `\`${String(value)}\``;
}

const { properties = {} } = z.toJSONSchema(settingsInput, { io: 'input' });
const rows = Object.entries(properties as Record<string, Setting>).map(row);
await keepPart({
  file: 'docs/operations.md',
  name: 'settings',
  text: ['| Setting | What for | Default |', '| --- | --- | --- |', ...rows].join('\n'),
  generator: 'scripts/generate/settings-doc.ts',
});
