import { z } from 'zod';

/** What is too long or missing is wrong like any other sign-in. */
const typed = z.string().max(400).catch('');

export const signInInput = z.object({ email: typed.transform((text) => text.trim()), password: typed });
