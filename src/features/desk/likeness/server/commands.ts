import { linkBetween } from '#features/commitments/likeness/rules.ts';
import * as commitments from '#features/commitments/server/commands.ts';
import { commitmentInput, type CommitmentInput } from '#features/commitments/schema.ts';
import { openSheet } from '#features/desk/keeping/server/queries.ts';
import type { LinkSent } from '#features/desk/likeness/schema.ts';
import { mayKeep, sheetOf } from '#features/desk/server/queries.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';

/** Ties two commitments that say the same; both stay. Throws refused, notFound. */
export async function link(tx: Tx, { one, other, relation }: LinkSent): Promise<void> {
  mayKeep(tx);
  await takeTurn(tx);
  if (one === other) throw notFound('commitments', other);
  const open = async (ref: string) => {
    const { version, input } = await openSheet(tx, sheetOf('commitments'), ref);
    const parsed: CommitmentInput = commitmentInput.parse({ ...input, ref });
    return { version, input: parsed, told: { ref, kind: parsed.kind, made: parsed.made_on ?? null } };
  };
  const sides = [await open(one), await open(other)] as const;
  const { from, to } = linkBetween(sides[0].told, sides[1].told, relation);
  const by = sides[0].told.ref === from ? sides[0] : sides[1];
  const stands = by.input.links.some((tie) => tie.other === to && tie.relation === relation);
  if (stands) return;
  const links = [...by.input.links, { other: to, relation }];
  await commitments.save(tx, [{ ...by.input, links, expected: by.version }]);
}
