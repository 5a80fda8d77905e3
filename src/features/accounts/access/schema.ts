import { z } from 'zod';
import { firstDay, partialDate } from '#lib/dates.ts';

/** The day asked for in the address (`on`, as precisely as one likes); anything else is no day. */
export const dayQuery = z.object({ on: partialDate.transform(firstDay).optional().catch(undefined) });
