import { z } from 'zod';
import { draftBlock } from '#lib/publication/draft-blocks.ts';
import { draftAbout, draftSection } from '#lib/publication/draft.ts';
import { translatedInput } from '#lib/translated.ts';

/**
 * What an editor did to one composed section: whatever is given replaces what was composed. `telling` replaces the
 * composed text but keeps the quotations and pictures the records give; `blocks` replaces everything.
 */
const sectionEdit = z.strictObject({
  headline: translatedInput.optional(),
  kicker: translatedInput.nullable().optional(),
  dateline: translatedInput.nullable().optional(),
  lead: z.boolean().optional(),
  telling: z.array(draftBlock).max(400).optional(),
  blocks: z.array(draftBlock).max(400).optional(),
});

/** The editor's work on an edition, kept apart from what the records give, so that both can go on changing. */
export const editsInput = z.strictObject({
  subtitle: translatedInput.optional(),
  /** Keys in the order they are to stand; sections not named follow. */
  order: z.array(z.string()).default([]),
  leave_out: z.array(z.string()).default([]),
  sections: z.record(z.string(), sectionEdit).default({}),
  /** Sections of the editor's own. */
  added: z.array(draftSection).default([]),
  about: draftAbout.optional(),
  contact: translatedInput.optional(),
});

export type Edits = z.infer<typeof editsInput>;
export type EditsInput = z.input<typeof editsInput>;
