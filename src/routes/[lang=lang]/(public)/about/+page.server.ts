import { loadedPacks } from '#features/exchange/server/queries.ts';
import { packLabels } from '#features/files/packs/server/queries.ts';

/** The packs this installation was loaded with, as their manifests describe them. */
export const load = async ({ locals }) => {
  const loaded = await locals.ask(loadedPacks);
  const labels = await packLabels([...loaded.keys()]);
  return { packs: labels.map((label) => ({ ...label, version: loaded.get(label.name)?.version ?? '' })) };
};
