import type { ReportStep } from './schema.ts';

/** What somebody is to a report: the database says so (migrations: own_reports, runs_report). */
export type Part = { own: boolean; runs: boolean; secretariat: boolean };

export type Stands = { step: ReportStep; levels: number };

/** Takes part in a report: reads drafts, returns and comments of it. */
export const isInside = ({ own, runs, secretariat }: Part) => own || runs || secretariat;

/** May they write in what is open? */
export const mayWrite = ({ own, secretariat }: Part) => own || secretariat;

/** The step somebody may take to approve a report now; null when it is not before them. */
export function approvingStep(part: Part, { step, levels }: Stands): 'approved-1' | 'approved' | null {
  if (levels === 2 && step === 'submitted') return part.runs ? 'approved-1' : null;
  if (!part.secretariat) return null;
  return step === (levels === 2 ? 'approved-1' : 'submitted') ? 'approved' : null;
}

/** May they give fields back now? Whoever runs the body while it is before them; the secretariat until it is published. */
export function mayReturn(part: Part, { step }: Stands): boolean {
  if (step === 'submitted') return part.runs || part.secretariat;
  return part.secretariat && (step === 'approved-1' || step === 'approved' || step === 'returned');
}

/** May they take this step now? The database holds the same (migrations: take_step and its policy). */
export function mayTake(step: Exclude<ReportStep, 'drafted'>, part: Part, stands: Stands): boolean {
  if (step === 'submitted')
    return mayWrite(part) && (stands.step === 'drafted' || stands.step === 'returned');
  if (step === 'returned') return mayReturn(part, stands) && stands.step !== 'returned';
  if (step === 'published') return part.secretariat && stands.step === 'approved';
  return approvingStep(part, stands) === step;
}
