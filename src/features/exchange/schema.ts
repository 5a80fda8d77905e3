import { z } from 'zod';
import { line, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

/** The kinds of record a pack may hold; each file of a pack holds one kind. */
export const packKinds = [
  'evidence',
  'places',
  'organisation-types',
  'people',
  'organisations',
  'positions',
  'bodies',
  'seats',
  'frameworks',
  'items',
  'commitments',
  'commitment-statuses',
  'commitment-statements',
  'plans',
  'actions',
  'milestones',
  'action-statuses',
  'plan-versions',
  'indicators',
  'observations',
  'meetings',
  'agenda-items',
  'decisions',
  'action-points',
  'quotations',
  'pictures',
  'editions',
] as const;
export type PackKind = (typeof packKinds)[number];

/** `pack.yaml`: what the pack is, where it comes from, and its files in loading order. */
export const packManifest = z.strictObject({
  name: reference,
  version: z.string().regex(/^\d+\.\d+\.\d+$/u, { error: 'a version is written 1.0.0' }),
  title: translatedInput,
  licence: line,
  sources: z.array(line).min(1),
  depends: z.array(reference).default([]),
  files: z.array(
    z.strictObject({
      file: z.string().regex(/^[a-z0-9][a-z0-9/-]*\.(yaml|csv)$/u),
      kind: z.enum(packKinds),
      /** Field values given to every row of the file that does not set them. */
      defaults: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});
export type PackManifest = z.infer<typeof packManifest>;
