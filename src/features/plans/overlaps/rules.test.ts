import { expect, test } from 'vitest';
import { axesOf } from './rules.ts';
import { dimensions } from './schema.ts';

test('rows and columns are never the same, and two different ones stay as asked', () => {
  for (const rows of dimensions)
    for (const columns of dimensions) {
      const axes = axesOf(rows, columns);
      expect(axes.rows).not.toBe(axes.columns);
      if (rows !== columns) expect(axes).toEqual({ rows, columns });
    }
});
