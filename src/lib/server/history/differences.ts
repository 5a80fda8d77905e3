/** Column values of one row, by column name. */
export type Fields = Record<string, unknown>;

/** Text that is equal exactly when two stored values are: key order, dates and missing values do not matter. */
export function canonical(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The fields of `wanted` that differ from `current`, as they were and as they shall be. */
export function differences(current: Fields, wanted: Fields): { before: Fields; after: Fields } {
  const before: Fields = {};
  const after: Fields = {};
  for (const [field, value] of Object.entries(wanted)) {
    if (canonical(current[field]) === canonical(value)) continue;
    before[field] = current[field] ?? null;
    after[field] = value ?? null;
  }
  return { before, after };
}

/** A value as a statement parameter: objects as JSON text, lists and plain values as they are. */
export function stored(value: unknown): unknown {
  if (value === undefined) return null;
  if (value !== null && typeof value === 'object' && !(value instanceof Date) && !Array.isArray(value)) {
    return JSON.stringify(value);
  }
  return value;
}
