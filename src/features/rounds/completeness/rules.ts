import { isHandedIn } from '#features/rounds/progress-reports/rules.ts';
import type { ReportStep } from '#features/rounds/progress-reports/schema.ts';

export type Counted = { step: ReportStep; late: boolean };
export type Counts = { asked: number; handedIn: number; approved: number; returned: number; late: number };

/** How complete a set of reports is. */
export function countsOf(lines: readonly Counted[]): Counts {
  const count = (is: (line: Counted) => boolean) => lines.filter(is).length;
  return {
    asked: lines.length,
    handedIn: count(({ step }) => isHandedIn(step)),
    approved: count(({ step }) => step === 'approved' || step === 'published'),
    returned: count(({ step }) => step === 'returned'),
    late: count(({ late }) => late),
  };
}

/** The same for each organisation, those with most still missing first. */
export function byOrganisation<Line extends Counted & { organisation: { ref: string } }>(
  lines: readonly Line[],
): { organisation: Line['organisation']; counts: Counts }[] {
  const groups = Map.groupBy(lines, ({ organisation }) => organisation.ref);
  return [...groups.values()]
    .flatMap((group) => (group[0] ? [{ organisation: group[0].organisation, counts: countsOf(group) }] : []))
    .sort((a, b) => missing(b.counts) - missing(a.counts));
}

const missing = ({ asked, handedIn }: Counts) => asked - handedIn;
