/**
 * Writes the list of kinds and fields in docs/data.md from the schemas that packs are checked with.
 * `--check` compares instead, and exits 1 when the document is out of date.
 */
import { z } from 'zod';
import { bodyInput, seatInput } from '../../src/features/bodies/schema.ts';
import { editsInput } from '../../src/features/bulletins/editing/schema.ts';
import { editionInput, pictureInput, quotationInput } from '../../src/features/bulletins/schema.ts';
import { commitmentInput, commitmentStatusInput } from '../../src/features/commitments/schema.ts';
import { commitmentStatementInput } from '../../src/features/commitments/statements/schema.ts';
import { packKinds, type PackKind } from '../../src/features/exchange/schema.ts';
import { evidenceInput } from '../../src/features/files/schema.ts';
import { frameworkInput, itemInput } from '../../src/features/frameworks/schema.ts';
import { indicatorInput, observationInput } from '../../src/features/indicators/schema.ts';
import { actionPointInput } from '../../src/features/meetings/action-points/schema.ts';
import { agendaItemInput, decisionInput, meetingInput } from '../../src/features/meetings/schema.ts';
import {
  organisationInput,
  organisationTypeInput,
  positionInput,
} from '../../src/features/organisations/schema.ts';
import { personInput } from '../../src/features/people/schema.ts';
import { placeInput } from '../../src/features/places/schema.ts';
import { milestoneInput } from '../../src/features/plans/milestones/schema.ts';
import { actionInput, planInput } from '../../src/features/plans/schema.ts';
import { actionStatusInput } from '../../src/features/plans/statuses/schema.ts';
import { planVersionInput } from '../../src/features/plans/versions/schema.ts';
import { partialDate } from '../../src/lib/dates.ts';
import { evidenceCite, line, recordInput, reference, webAddress } from '../../src/lib/record.ts';
import { translatedInput } from '../../src/lib/translated.ts';
import { keepPart } from '../docs/generated-part.ts';

const schemas: Record<PackKind, z.ZodObject> = {
  evidence: evidenceInput,
  places: placeInput,
  'organisation-types': organisationTypeInput,
  people: personInput,
  organisations: organisationInput,
  positions: positionInput,
  bodies: bodyInput,
  seats: seatInput,
  frameworks: frameworkInput,
  items: itemInput,
  commitments: commitmentInput,
  'commitment-statuses': commitmentStatusInput,
  'commitment-statements': commitmentStatementInput,
  plans: planInput,
  actions: actionInput,
  milestones: milestoneInput,
  'action-statuses': actionStatusInput,
  'plan-versions': planVersionInput,
  indicators: indicatorInput,
  observations: observationInput,
  meetings: meetingInput,
  'agenda-items': agendaItemInput,
  decisions: decisionInput,
  'action-points': actionPointInput,
  quotations: quotationInput,
  pictures: pictureInput,
  editions: editionInput,
};

/** The value types that docs/data.md explains, by the schema that stands for each. */
const named = new Map<unknown, string>([
  [translatedInput, 'text'],
  [reference, 'reference'],
  [partialDate, 'date'],
  [line, 'line'],
  [webAddress, 'web address'],
  [evidenceCite, 'citation'],
  [editsInput, 'edits'],
]);

/** What a field takes, in a few words. Throws for a schema it has no words for. */
function wordsFor(schema: unknown): string {
  const known = named.get(schema);
  if (known) return known;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return wordsFor(schema.unwrap());
  if (schema instanceof z.ZodEnum) return schema.options.join(' · ');
  if (schema instanceof z.ZodArray) return `list of ${plural(wordsFor(schema.element))}`;
  if (schema instanceof z.ZodObject) {
    const fields: Record<string, z.ZodType> = schema.shape;
    const parts = Object.entries(fields).map(([name, part]) => `${name}: ${wordsFor(part)}`);
    return `{ ${parts.join(', ')} }`;
  }
  return plainWords(schema);
}

/** "line" gives "lines"; what stands in braces is left alone. */
function plural(words: string): string {
  return words.endsWith('}') ? words : `${words}s`;
}

function plainWords(schema: unknown): string {
  // What is only tidied is asked for as what it is tidied from.
  if (schema instanceof z.ZodPipe) return wordsFor(schema.in);
  if (schema instanceof z.ZodNumber) return schema.format?.includes('int') ? 'whole number' : 'number';
  if (schema instanceof z.ZodBoolean || schema instanceof z.ZodUnion) return 'true or false';
  if (schema instanceof z.ZodString) return 'text of a fixed form';
  throw new Error(`No words for the schema ${JSON.stringify(schema)}`);
}

function fieldsOf(schema: z.ZodObject): string {
  const fields: Record<string, z.ZodType> = schema.shape;
  return Object.entries(fields)
    .filter(([name]) => !(name in recordInput))
    .map(([name, field]) => {
      const needed = !field.safeParse(undefined).success;
      return `${needed ? `**\`${name}\`**` : `\`${name}\``} (${wordsFor(field)})`;
    })
    .join(', ');
}

await keepPart({
  file: 'docs/data.md',
  name: 'fields',
  text: packKinds.map((kind) => `- _${kind}_: ${fieldsOf(schemas[kind])}`).join('\n'),
  generator: 'scripts/generate/pack-doc.ts',
});
