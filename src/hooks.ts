import type { Transport } from '@sveltejs/kit/hooks';
import { isUnsent } from '#lib/unsent.ts';

export const transport: Transport = {
  unsent: {
    encode: (data: unknown) => isUnsent(data) && 'unsent',
    decode: () => {
      throw new Error('a page with scripts must not keep its data unsent (src/hooks.server.ts)');
    },
  },
};
