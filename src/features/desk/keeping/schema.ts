import { z } from 'zod';
import { choicePrefix } from '#lib/forms/clash.ts';
import { typedIn, type FormField, type Typed } from '#lib/forms/fields.ts';

/** A form of a record as it was sent. */
export type Sent = {
  typed: Typed;
  /** The version the person has seen. */
  version: number;
  /** The version the form was first opened on; lower where it shows what somebody else changed meanwhile. */
  base?: number;
  /** By control name: which of two values shall stand, where somebody else changed the record meanwhile. */
  choices?: ReadonlyMap<string, string>;
};

const number = z.coerce.number().int().min(0).max(2_147_483_647);
const versions = z.object({ version: number.catch(0), base: number.optional().catch(undefined) });

/** Reads a sent form: its fields and no others, the versions, the choices between two values. */
export function sentOf(fields: readonly FormField[], sent: ReadonlyMap<string, string>): Required<Sent> {
  const { version, base = version } = versions.parse(Object.fromEntries(sent));
  const choices = new Map([...sent].filter(([name]) => name.startsWith(choicePrefix)));
  return { typed: typedIn(fields, sent), version, base, choices };
}
