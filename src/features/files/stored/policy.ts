import { keepingGround, type Asker, type Reached } from '#lib/access.ts';
import { visibilities, type Visibility } from '#lib/record.ts';

/** May a file be added to this evidence? The secretariat may; whoever runs a body may for evidence of that body. */
export function mayAdd(asker: Asker, evidence: Reached): boolean {
  return keepingGround(asker, 'files', evidence) !== null;
}

/** May new evidence be begun at all? */
export function mayBegin(asker: Asker): boolean {
  return isSecretariat(asker) || (asker.kind === 'person' && asker.access.bodies.some(({ runs }) => runs));
}

/** May new evidence be begun for this body? For none, only the secretariat may. */
export function mayBeginFor(asker: Asker, body: string | undefined): boolean {
  if (isSecretariat(asker)) return true;
  return asker.kind === 'person' && asker.access.bodies.some(({ runs, ref }) => runs && ref === body);
}

/** May a redacted copy be made beside this file? */
export function mayRedact(asker: Asker, file: Reached): boolean {
  return keepingGround(asker, 'files', file) !== null;
}

/** What whoever asks may let see new evidence or a file of it. Only a body's evidence can be for the body. */
export function visibilitiesFor(asker: Asker, hasBody: boolean): Visibility[] {
  return visibilities.filter(
    (visibility) =>
      (visibility !== 'body' || hasBody) && (visibility !== 'secretariat' || isSecretariat(asker)),
  );
}

/** Who may see the original once a redacted copy stands beside it: fewer than now, or as few as now. */
export function narrowerThan(asker: Asker, current: Visibility, hasBody: boolean): Visibility[] {
  // `visibilities` goes from everybody to the fewest.
  const choices = visibilitiesFor(asker, hasBody).filter(
    (visibility) =>
      visibility !== 'public' && visibilities.indexOf(visibility) >= visibilities.indexOf(current),
  );
  return choices.reverse();
}

const isSecretariat = (asker: Asker) =>
  asker.kind === 'system' || (asker.kind === 'person' && asker.access.duties.includes('secretariat'));
